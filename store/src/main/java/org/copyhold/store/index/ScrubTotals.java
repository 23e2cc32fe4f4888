package org.copyhold.store.index;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What the last complete verification of each store comes to.
 *
 * @param oldest when that of the store ended that was verified longest ago; null when one never was
 * @param bytes how many they read
 * @param lost what they found damaged and no store had whole
 */
public record ScrubTotals(@Nullable Instant oldest, long bytes, long lost) {
    /** Those of all stores of a database. */
    public static ScrubTotals of(StoreDatabase database) {
        return database.read(
                connection -> {
                    try (var statement =
                                    connection.prepareStatement(
                                            """
                                            select min(coalesce(r.ended_at, 0)), coalesce(sum(r.bytes), 0),
                                                coalesce(sum(r.lost), 0)
                                            from store_store s
                                            left join store_scrub r on r.store = s.id and r.running = 0
                                            """);
                            var rows = statement.executeQuery()) {
                        rows.next();
                        long oldest = rows.getLong(1);
                        return new ScrubTotals(
                                oldest == 0 ? null : Instant.ofEpochMilli(oldest),
                                rows.getLong(2),
                                rows.getLong(3));
                    }
                });
    }
}
