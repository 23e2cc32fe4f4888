package org.copyhold.store.blob;

import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in {@code tmp/} on its way to a name. Not thread-safe. */
final class FileDraft implements Draft {
    private static final Logger log = LoggerFactory.getLogger(FileDraft.class);

    /** Another thread may remove an emptied folder between our making it and our writing there. */
    private static final int ATTEMPTS = 10;

    /** Short frames are gathered up to this before they go to the file. */
    private static final int BUFFER_BYTES = 128 << 10;

    private final Folders folders;
    private final Naming naming;
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long length;
    private @Nullable String published;

    FileDraft(Folders folders, Naming naming) {
        this.folders = folders;
        this.naming = naming;
        try {
            file = folders.newFile();
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            folders.checkThere();
            throw folders.trouble("write to", e);
        } catch (IOException e) {
            throw folders.trouble("write to", e);
        }
    }

    @Override
    public void append(byte[] bytes, int offset, int count) {
        if (published != null) {
            throw new IllegalStateException("The draft is published as " + published);
        }
        try {
            if (count > buffer.remaining()) {
                flush();
            }
            if (count > buffer.remaining()) {
                write(ByteBuffer.wrap(bytes, offset, count));
            } else {
                buffer.put(bytes, offset, count);
            }
            length += count;
        } catch (IOException e) {
            throw folders.trouble("write to", e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void publish(String name) {
        claim(name);
    }

    /** Publishes; false when the name was taken already, also by this draft. */
    boolean claim(String name) {
        var target = folders.path(name);
        if (published != null) {
            if (!published.equals(name)) {
                throw new IllegalStateException(
                        "The draft is published as " + published + ", not as " + name);
            }
            return false;
        }
        boolean ours;
        try {
            flush();
            channel.force(false);
            ours = take(target);
        } catch (IOException e) {
            throw folders.trouble("write " + name + " to", e);
        }
        try {
            folders.sync(folders.parent(target));
        } catch (ClosedByInterruptException e) {
            throw folders.trouble("write " + name + " to", e);
        } catch (IOException e) {
            throw new StoreException.OutcomeUnknown(
                    "Cannot tell whether "
                            + name
                            + " would survive a crash in "
                            + folders.describe()
                            + ".",
                    "See the system's log for trouble with the disk.",
                    e);
        }
        published = name;
        return ours;
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} is left behind until the store is opened again", file, e);
        }
    }

    private boolean take(Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            folders.make(folders.parent(target));
            try {
                return naming.claim(file, target);
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        write(buffer);
        buffer.clear();
    }

    private void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }
}
