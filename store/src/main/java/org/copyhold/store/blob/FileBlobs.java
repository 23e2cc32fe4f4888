package org.copyhold.store.blob;

import org.copyhold.store.StoreException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Blobs as files below a folder. Thread-safe; one process at a time.
 *
 * <p>A blob is written in {@code tmp/}, synced, given its name, and the folder synced.
 */
public final class FileBlobs implements BlobStore {
    private final Folders folders;
    private final Naming naming;

    private FileBlobs(Folders folders, Naming naming) {
        this.folders = folders;
        this.naming = naming;
    }

    /**
     * Opens the store in a folder, and makes it when it is not there. Removes half-written files:
     * whoever opens a store must have it for himself.
     *
     * @throws StoreException.Unavailable when the folder cannot be made or written
     */
    public static BlobStore open(Path root) {
        return open(root, Naming.byLink());
    }

    static BlobStore open(Path root, Naming naming) {
        var folders = new Folders(root.toAbsolutePath().normalize());
        folders.prepare();
        return new FileBlobs(folders, naming);
    }

    /**
     * The store in a folder, nothing made and nothing removed; empty when there is no such folder,
     * or it lacks what every store has.
     *
     * @param record the name of a blob that every store has
     * @throws StoreException.Unavailable when that cannot be seen
     */
    public static Optional<BlobStore> look(Path root, String record) {
        var folders = new Folders(root.toAbsolutePath().normalize());
        try {
            Files.readAttributes(folders.path(record), "isRegularFile");
            return Optional.of(asItIs(root));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw folders.trouble("look at", e);
        }
    }

    /** The store in a folder, nothing made and nothing removed. */
    static BlobStore asItIs(Path root) {
        return new FileBlobs(new Folders(root.toAbsolutePath().normalize()), Naming.byLink());
    }

    @Override
    public boolean put(String name, byte[] content) {
        try (var draft = new FileDraft(folders, naming)) {
            draft.append(content, 0, content.length);
            return draft.claim(name);
        }
    }

    @Override
    public void replace(String name, byte[] content) {
        try (var draft = new FileDraft(folders, Naming.replacing())) {
            draft.append(content, 0, content.length);
            draft.publish(name);
        }
    }

    @Override
    public byte[] get(String name) {
        var path = folders.path(name);
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = file.size();
            BlobNames.checkRecordSize(this, name, size);
            var content = new byte[(int) size];
            if (fill(file, 0, ByteBuffer.wrap(content)) < content.length) {
                throw new IOException(name + " became shorter while it was read");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        } catch (IOException e) {
            throw folders.trouble("read " + name + " in", e);
        }
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        try (var file = FileChannel.open(folders.path(name), StandardOpenOption.READ)) {
            return fill(file, at, ByteBuffer.wrap(into, offset, length));
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        } catch (IOException e) {
            throw folders.trouble("read " + name + " in", e);
        }
    }

    @Override
    public long size(String name) {
        try {
            return Files.size(folders.path(name));
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        } catch (IOException e) {
            throw folders.trouble("look at " + name + " in", e);
        }
    }

    @Override
    public boolean exists(String name) {
        try {
            return Files.readAttributes(folders.path(name), "isRegularFile").containsValue(true);
        } catch (NoSuchFileException e) {
            folders.checkThere();
            return false;
        } catch (IOException e) {
            throw folders.trouble("look at " + name + " in", e);
        }
    }

    @Override
    public boolean delete(String name) {
        var path = folders.path(name);
        try {
            if (!Files.deleteIfExists(path)) {
                folders.checkThere();
                return false;
            }
            var folder = folders.parent(path);
            folders.sync(folder);
            if (!name.startsWith(Folders.PACKS)) {
                removeIfEmpty(folder);
            }
            return true;
        } catch (IOException e) {
            throw folders.trouble("remove " + name + " from", e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        BlobNames.checkPrefix(prefix);
        return folders.list(prefix);
    }

    @Override
    public void uncache(String name) {
        PageCache.drop(folders.path(name));
    }

    @Override
    public Draft draft() {
        return new FileDraft(folders, naming);
    }

    @Override
    public String describe() {
        return folders.describe();
    }

    private StoreException missing(String name, NoSuchFileException cause) {
        folders.checkThere();
        return BlobNames.missing(this, name, cause);
    }

    private void removeIfEmpty(Path folder) throws IOException {
        if (folder.equals(folders.root())) {
            return;
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return; // others live there
        }
        folders.sync(folders.parent(folder));
    }

    private static int fill(FileChannel file, long at, ByteBuffer into) throws IOException {
        int count = 0;
        while (into.hasRemaining()) {
            int read = file.read(into, at + count);
            if (read < 0) {
                break;
            }
            count += read;
        }
        return count;
    }
}
