package org.copyhold.sql;

import org.flywaydb.core.Flyway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import javax.sql.DataSource;

/**
 * Brings the tables up to date with Flyway, which costs a third of a second even when there is
 * nothing to do; so Flyway is asked only when its history differs from the bundled migrations.
 */
final class Migrations {
    /** Every migration of both modules, in order. A test compares it with what Flyway finds. */
    static final List<String> ALL =
            List.of(
                    "org/copyhold/store/migration/V1__store.sql",
                    "org/copyhold/sql/migration/V2__service.sql",
                    "org/copyhold/sql/migration/V3__jobs.sql",
                    "org/copyhold/sql/migration/V4__master_key.sql",
                    "org/copyhold/sql/migration/V5__access.sql",
                    "org/copyhold/sql/migration/V6__vault_rules.sql",
                    "org/copyhold/sql/migration/V7__copies.sql",
                    "org/copyhold/sql/migration/V8__queue.sql",
                    "org/copyhold/sql/migration/V9__events.sql",
                    "org/copyhold/sql/migration/V10__extensions.sql",
                    "org/copyhold/store/migration/V11__collection.sql",
                    "org/copyhold/sql/migration/V12__reencryption.sql",
                    "org/copyhold/store/migration/V13__checksums.sql",
                    "org/copyhold/sql/migration/V14__server_side.sql",
                    "org/copyhold/sql/migration/V15__rebuild.sql",
                    "org/copyhold/sql/migration/V16__vault_keys.sql",
                    "org/copyhold/sql/migration/V17__resources.sql",
                    "org/copyhold/sql/migration/V18__parents.sql",
                    "org/copyhold/store/migration/V19__moves.sql",
                    "org/copyhold/store/migration/V21__resealed.sql",
                    "org/copyhold/store/migration/V22__scrub.sql",
                    "org/copyhold/sql/migration/V23__read_back.sql",
                    "org/copyhold/sql/migration/V25__buckets.sql",
                    "org/copyhold/sql/migration/V26__point_names.sql",
                    "org/copyhold/store/migration/V28__retention.sql",
                    "org/copyhold/store/migration/V32__brought.sql",
                    "org/copyhold/sql/migration/V33__jobs_of_a_parent.sql");

    private static final String[] LOCATIONS = {
        "classpath:org/copyhold/store/migration", "classpath:org/copyhold/sql/migration"
    };
    private static final String HISTORY = "flyway_schema_history";
    private static final Pattern NAME = Pattern.compile(".*/V([0-9]+)__[a-z_]+\\.sql");

    private Migrations() {}

    /** Whether there was anything to do. */
    static boolean run(DataSource database, Dialect dialect) {
        if (applied(database).equals(bundled())) {
            return false;
        }
        flyway(database, dialect).migrate();
        return true;
    }

    static Flyway flyway(DataSource database, Dialect dialect) {
        return Flyway.configure()
                .dataSource(database)
                .locations(LOCATIONS)
                .table(HISTORY)
                .placeholders(dialect.placeholders())
                .failOnMissingLocations(true)
                // One transaction: all of them or none, and one sync.
                .group(true)
                // Numbers are given out ahead: a later one may be there before an earlier one.
                .outOfOrder(true)
                .load();
    }

    /** Checksum by version of what the database has got; empty when it is new. */
    private static Map<String, Integer> applied(DataSource database) {
        try (var connection = database.getConnection()) {
            return hasHistory(connection) ? history(connection) : Map.of();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database's history of migrations cannot be read", e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, null, HISTORY, null)) {
            return tables.next();
        }
    }

    private static Map<String, Integer> history(Connection connection) throws SQLException {
        var checksums = new HashMap<String, Integer>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select version, checksum, success from " + HISTORY)) {
            while (rows.next()) {
                if (!rows.getBoolean("success")) {
                    return Map.of();
                }
                checksums.put(rows.getString("version"), rows.getInt("checksum"));
            }
        }
        return checksums;
    }

    private static Map<String, Integer> bundled() {
        var checksums = new HashMap<String, Integer>();
        for (var name : ALL) {
            var m = NAME.matcher(name);
            if (!m.matches()) {
                throw new IllegalStateException(name + " is no name of a migration");
            }
            checksums.put(m.group(1), checksum(name));
        }
        return checksums;
    }

    /** Flyway's own: CRC-32 of the lines without their ends. */
    private static int checksum(String name) {
        var crc = new CRC32();
        try (var in =
                        Objects.requireNonNull(
                                Migrations.class.getClassLoader().getResourceAsStream(name), name);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }
}
