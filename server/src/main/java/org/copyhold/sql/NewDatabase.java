package org.copyhold.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

/**
 * What the file of a new SQLite database begins as: empty tables, made by Flyway when the jar was
 * built. Asking Flyway at each first start would take a fifth of it.
 */
final class NewDatabase {
    private static final String NAME = "new.db";

    private NewDatabase() {}

    /** Run by the build: writes the file into the folder that it is given. */
    public static void main(String[] arguments) throws IOException, SQLException {
        var file = Path.of(arguments[0]).resolve(NAME);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file); // an empty one is not replaced by what an earlier build made
        try (var pool = Pools.sqliteWriter(file)) {
            Migrations.run(pool, Dialect.SQLITE);
            forgetWhen(pool);
        }
    }

    /** So that each build makes the same bytes. */
    private static void forgetWhen(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update flyway_schema_history"
                            + " set installed_on = '2026-01-01 00:00:00', execution_time = 0");
            statement.execute("vacuum");
        }
    }

    /**
     * Puts it in place where there is no file yet. Does nothing where the build made none, as in a
     * development environment that compiles by itself: Flyway makes the tables then.
     */
    static void lay(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try (var content = NewDatabase.class.getResourceAsStream(NAME)) {
            if (content != null) {
                lay(content, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the database " + file, e);
        }
    }

    private static void lay(InputStream content, Path file) throws IOException {
        for (var left : List.of("-wal", "-shm")) {
            // Of a database that is gone; read into this one they would destroy it.
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + left));
        }
        var half = file.resolveSibling(file.getFileName() + ".new");
        Files.copy(content, half, StandardCopyOption.REPLACE_EXISTING);
        try (var written = FileChannel.open(half, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        try (var names = FileChannel.open(half.toAbsolutePath().getParent())) {
            names.force(true);
        }
    }
}
