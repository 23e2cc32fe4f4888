package org.copyhold.connect.postgres;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.copyhold.connect.Content;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A server being read: the files of its data folder as a base backup sends them. All come each
 * time; that the server's times tell of every change is not relied on.
 */
final class ServerReading implements Reading {
    private static final int TAIL_ZEROS = 1024;
    private static final String WARNING = "WARNING:";

    private final ReplicationSession session;
    private final BaseBackup backup;
    private final ServerTrouble trouble;
    private final Report report;
    private final TarArchiveInputStream archive;
    private final Manifest manifest = new Manifest();
    private @Nullable Entry current;
    private boolean isManifestRead = true;
    private int place;
    private boolean ended;

    /** Takes over a session and a backup that has begun, and closes them in the end. */
    ServerReading(
            ReplicationSession session, BaseBackup backup, ServerTrouble trouble, Report report) {
        this.session = session;
        this.backup = backup;
        this.trouble = trouble;
        this.report = report;
        this.archive =
                new TarArchiveInputStream(backup.archive(), StandardCharsets.ISO_8859_1.name());
    }

    @Override
    public @Nullable Item next() {
        if (ended) {
            return null;
        }
        if (current != null) {
            current.leave();
        }
        try {
            var entry = archive.getNextEntry();
            if (entry != null) {
                current = new Entry(entry);
                return current;
            }
            if (backup.archive().drain() < TAIL_ZEROS) {
                throw new IOException("it ends before its end");
            }
        } catch (IOException e) {
            throw broken(e);
        } catch (IllegalArgumentException e) {
            throw foreign(e);
        }
        end();
        return null;
    }

    private void end() {
        current = null;
        ended = true;
        backup.end().stream()
                .filter(it -> it.contains(WARNING))
                .forEach(it -> report.problem("server", it.strip()));
        if (isManifestRead) {
            try {
                manifest.check();
            } catch (Manifest.Mismatch e) {
                throw incomplete(e);
            }
        }
    }

    private RuntimeException broken(IOException e) {
        return e instanceof InterruptedIOException ? trouble.stopped(e) : backup.broken(e);
    }

    private RuntimeException foreign(IllegalArgumentException e) {
        return trouble.of(
                "could not be backed up: it sent " + e.getMessage(),
                "Look at its data folder, then start the job again.",
                e);
    }

    private RuntimeException incomplete(Manifest.Mismatch e) {
        return trouble.of("could not be backed up: " + e.getMessage(), "Start the job again.", e);
    }

    /** Reads on in the file at hand. */
    int read(byte[] into, int offset, int length) {
        try {
            var read = archive.read(into, offset, length);
            if (read < 0) {
                throw new IOException("a file ends before its end");
            }
            return read;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    void toManifest(byte[] bytes, int offset, int length) {
        try {
            manifest.read(bytes, offset, length);
        } catch (Manifest.Mismatch e) {
            throw incomplete(e);
        }
    }

    void came(String name, long size, @Nullable Long crc32c) {
        manifest.came(name, size, crc32c);
    }

    @Override
    public void close() {
        backup.close();
        session.close();
    }

    private final class Entry implements Item {
        private final TarArchiveEntry entry;
        private final DataPath path;
        private boolean isOpened;

        Entry(TarArchiveEntry entry) {
            this.entry = entry;
            this.path = new DataPath(place++, name(entry));
            if (!entry.isDirectory() && !entry.isFile()) {
                throw new IllegalArgumentException(
                        path.name() + ", which is neither a file nor a folder");
            }
        }

        private static String name(TarArchiveEntry entry) {
            var name = entry.getName();
            var from = name.startsWith("./") ? 2 : 0;
            return name.substring(from, name.length() - (name.endsWith("/") ? 1 : 0));
        }

        /** What nobody opened came as well, if it is not known how. */
        void leave() {
            if (!isOpened && !entry.isDirectory()) {
                came(path.name(), size(), null);
                isManifestRead &= !path.name().equals(Manifest.NAME);
            }
        }

        @Override
        public byte[] path() {
            return path.encode();
        }

        @Override
        public boolean unchangedSince(byte[] metadata, Instant began) {
            return false;
        }

        @Override
        public Content open() {
            isOpened = true;
            return entry.isDirectory()
                    ? Content.NONE
                    : new DataContent(ServerReading.this, path.name(), size());
        }

        @Override
        public byte[] metadata() {
            return new DataMeta(
                            entry.isDirectory(),
                            entry.getMode(),
                            entry.getLastModifiedTime().toInstant().getEpochSecond())
                    .encode();
        }

        @Override
        public long size() {
            return entry.isDirectory() ? 0 : entry.getSize();
        }
    }
}
