package org.copyhold.store.index;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What the last complete verification of each store comes to.
 *
 * @param oldest when that of the store ended that was verified longest ago; null when one never was
 * @param bytes how many they read
 * @param lost what they found damaged and no store had whole
 */
public record ScrubTotals(@Nullable Instant oldest, long bytes, long lost) {
    /** Those of the stores of a database that are verified at all, by their locations. */
    public static ScrubTotals of(StoreDatabase database, Predicate<String> isVerified) {
        return database.read(
                connection -> {
                    try (var statement =
                                    connection.prepareStatement(
                                            """
                                            select s.location, r.ended_at, r.bytes, r.lost from store_store s
                                            left join store_scrub r on r.store = s.id and r.running = 0
                                            """);
                            var rows = statement.executeQuery()) {
                        return sum(rows, isVerified);
                    }
                });
    }

    private static ScrubTotals sum(ResultSet rows, Predicate<String> isVerified)
            throws SQLException {
        long oldest = Long.MAX_VALUE;
        long bytes = 0;
        long lost = 0;
        while (rows.next()) {
            if (isVerified.test(rows.getString(1))) {
                oldest = Math.min(oldest, rows.getLong(2)); // 0 where there is none
                bytes += rows.getLong(3);
                lost += rows.getLong(4);
            }
        }
        boolean isNone = oldest == 0 || oldest == Long.MAX_VALUE;
        return new ScrubTotals(isNone ? null : Instant.ofEpochMilli(oldest), bytes, lost);
    }
}
