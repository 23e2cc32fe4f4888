package org.copyhold.store.seal;

import org.copyhold.store.StoreException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** The file that a master key lives in. */
record MasterKeyFile(Path path) {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int MOST_TEXT_BYTES = 4096;
    private static final Pattern CONTENT = Pattern.compile("[0-9a-fA-F]{64}\\R?");

    byte[] readOrCreate(boolean mayCreate, SecureRandom random) {
        try {
            if (Files.notExists(path)) {
                if (!mayCreate) {
                    throw missing();
                }
                create(random);
            }
            return read();
        } catch (NoSuchFileException e) {
            throw missing();
        } catch (IOException e) {
            throw new StoreException.Unavailable(
                    "The master key " + path + " cannot be read or made: " + e,
                    "Give the server's user the right to read the file and to write to its folder.",
                    false,
                    e);
        }
    }

    private StoreException missing() {
        return new StoreException.Locked(
                "The master key "
                        + path
                        + " is missing, and there are vault keys that only it can open.",
                "Put the file back from where you keep its copy; a new one would open nothing.");
    }

    /** The key as the file has it. */
    static String text(byte[] secret) {
        return HexFormat.of().formatHex(secret) + "\n";
    }

    /** Whatever the file holds, if that is short. */
    String text() throws IOException {
        return Files.size(path) > MOST_TEXT_BYTES
                ? ""
                : Files.readString(path, StandardCharsets.ISO_8859_1);
    }

    /**
     * Makes the file, whole and durable, for its owner only; one that is there is not replaced.
     *
     * @throws StoreException.Unavailable when it is there or cannot be made
     */
    void write(String text) {
        try {
            if (Files.exists(path) || !make(text)) {
                throw new StoreException.Unavailable(
                        path + " is there already, and is not replaced.",
                        "Name another file, or move that one away.",
                        false,
                        null);
            }
        } catch (IOException e) {
            throw new StoreException.Unavailable(
                    path + " cannot be made: " + e,
                    "Name a file in a folder that you may write to.",
                    false,
                    e);
        }
    }

    private byte[] read() throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
            throw new StoreException.Locked(
                    "The master key " + path + " may be read by others than its owner.",
                    "Run \"chmod 600 " + path + "\", and think about who may have read it.");
        }
        var text = Files.size(path) > 80 ? "" : Files.readString(path, StandardCharsets.ISO_8859_1);
        if (!CONTENT.matcher(text).matches()) {
            throw new StoreException.Locked(
                    "The master key " + path + " does not consist of 64 hexadecimal digits.",
                    "Put the file back from where you keep its copy.");
        }
        return HexFormat.of().parseHex(text, 0, 2 * MasterKey.BYTES);
    }

    /** Whole under its name or not at all; what another process made in between stays. */
    private void create(SecureRandom random) throws IOException {
        var secret = new byte[MasterKey.BYTES];
        random.nextBytes(secret);
        make(text(secret));
    }

    /** False when another process has made the file. */
    private boolean make(String text) throws IOException {
        var folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var draft =
                Files.createTempFile(
                        folder,
                        ".master-key-",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            writeDurably(draft, text);
            Files.createLink(path, draft);
            try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void writeDurably(Path file, String text) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
