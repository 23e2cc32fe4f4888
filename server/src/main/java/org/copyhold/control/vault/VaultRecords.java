package org.copyhold.control.vault;

import org.copyhold.control.key.SealedKey;
import org.copyhold.sql.Database;
import org.copyhold.sql.MapText;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stores keep of vaults, so that a lost database can be made again: all that a vault is, its
 * lock, policy and notification as well. Which store has not got the newest of it stands in the
 * database. Thread-safe.
 */
public final class VaultRecords {
    private static final String SELECT =
            """
            select v.*, p.document, n.topic_arn, n.events
            from vault v
            left join vault_policy p on p.vault_id = v.id
            left join vault_notification n on n.vault_id = v.id
            where
            """;
    private static final String TAG = "tag:";
    private static final String REENCRYPTS = "reencrypts";

    private final Database database;

    VaultRecords(Database database) {
        this.database = database;
    }

    /**
     * What is kept of one vault.
     *
     * @param version the n of the store's record: one more with every change of the vault
     * @param key its key, which the store keeps as well
     */
    public record Kept(
            String id,
            String account,
            String region,
            long version,
            SealedKey key,
            Map<String, String> labels) {
        public Kept {
            labels = Map.copyOf(labels);
        }
    }

    /** A vault that is gone, and the key that goes with it. */
    public record Gone(String id, String account, String region, String key) {}

    /** What is to be kept of a vault now. */
    public Optional<Kept> of(String vaultId) {
        return database.read(
                handle ->
                        handle.createQuery(SELECT + "v.id = :id")
                                .bind("id", vaultId)
                                .map((row, _) -> kept(row))
                                .findOne());
    }

    /**
     * Vaults whose newest version the store has not got yet, in the order of their ids.
     *
     * @param after the last id already seen; empty for the first
     */
    public List<Kept> unwritten(String after, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        SELECT
                                                + "v.version > v.written_version and v.id > :after"
                                                + " order by v.id limit :limit")
                                .bind("after", after)
                                .bind("limit", atMost)
                                .map((row, _) -> kept(row))
                                .list());
    }

    /** Tells that the store has got a version; one older than it has is no error. */
    public void written(String vaultId, long version) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        update vault set written_version = :version
                                        where id = :id and written_version < :version
                                        """)
                                .bind("id", vaultId)
                                .bind("version", version)
                                .execute());
    }

    /** Vaults that are gone and that a store may still know. */
    public List<Gone> gone() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "select id, account, region, key_id from vault_gone order"
                                                + " by id")
                                .map(
                                        (row, _) ->
                                                new Gone(
                                                        row.getString("id"),
                                                        row.getString("account"),
                                                        row.getString("region"),
                                                        row.getString("key_id")))
                                .list());
    }

    /** Tells that no store knows a vault any more that is gone. */
    public void forget(Gone gone) {
        database.write(
                handle ->
                        handle.createUpdate("delete from vault_gone where id = :id")
                                .bind("id", gone.id())
                                .execute());
    }

    /**
     * Makes a vault again from what a store kept. An empty one of the same name gives way that no
     * store knows; the same again is no error.
     *
     * @param known the ids of all vaults that the store knows
     * @return false when another vault of this name is there and holds something
     */
    public boolean bringBack(Kept kept, Set<String> known) {
        return database.write(
                handle -> {
                    var labels = kept.labels();
                    giveWay(handle, kept, known);
                    if (insert(handle, kept) == 0) {
                        return isThere(handle, kept.id());
                    }
                    var policy = labels.get("policy");
                    if (policy != null) {
                        handle.execute(
                                "insert into vault_policy (vault_id, document, changed_at) values"
                                        + " (?, ?, ?)",
                                kept.id(),
                                policy,
                                millis(labels, "created"));
                    }
                    var topic = labels.get("notifyTopic");
                    if (topic != null) {
                        handle.execute(
                                "insert into vault_notification (vault_id, topic_arn, events)"
                                        + " values (?, ?, ?)",
                                kept.id(),
                                topic,
                                labels.getOrDefault("notifyEvents", ""));
                    }
                    VaultChanges.add(handle, kept.account(), kept.region());
                    return true;
                });
    }

    private static void giveWay(Handle handle, Kept kept, Set<String> known) {
        var empty =
                handle.createQuery(
                                """
                                select id from vault where account = :account and region = :region
                                    and name = :name and points = 0
                                """)
                        .bind("account", kept.account())
                        .bind("region", kept.region())
                        .bind("name", kept.labels().get("name"))
                        .mapTo(String.class)
                        .list();
        for (var id : empty) {
            if (!known.contains(id)) {
                handle.execute("delete from vault where id = ?", id);
            }
        }
    }

    private static boolean isThere(Handle handle, String id) {
        return handle.createQuery("select count(*) from vault where id = :id")
                        .bind("id", id)
                        .mapTo(Long.class)
                        .one()
                == 1;
    }

    private static int insert(Handle handle, Kept kept) {
        var labels = kept.labels();
        var key = kept.key();
        return handle.createUpdate(
                        """
                        insert into vault (id, account, region, name, created_at,
                            creator_request_id, encryption_key_arn,
                            key_id, key_version, key_sealed, tags, points, version, written_version,
                            lock_set_at, lock_min_days, lock_max_days, lock_date, key_disabled_at,
                            reencrypts)
                        values (:id, :account, :region, :name, :createdAt,
                            :creatorRequestId, :encryptionKey,
                            :keyId, :keyVersion, :keySealed, :tags, 0, :version, :version,
                            :lockSetAt, :lockMin, :lockMax, :lockDate, :keyDisabled,
                            :reencrypts)
                        on conflict do nothing
                        """)
                .bind("id", kept.id())
                .bind("account", kept.account())
                .bind("region", kept.region())
                .bind("name", labels.get("name"))
                .bind("createdAt", millis(labels, "created"))
                .bind("creatorRequestId", labels.get("creatorRequestId"))
                .bind("encryptionKey", labels.get("encryptionKey"))
                .bind("keyId", key.id())
                .bind("keyVersion", key.version())
                .bind("keySealed", key.sealed())
                .bind("tags", MapText.of(tags(labels)))
                .bind("version", kept.version())
                .bind("lockSetAt", millis(labels, "lockSet"))
                .bind("lockMin", number(labels, "lockMinDays"))
                .bind("lockMax", number(labels, "lockMaxDays"))
                .bind("lockDate", millis(labels, "lockDate"))
                .bind("keyDisabled", millis(labels, "keyDisabled"))
                .bind("reencrypts", labels.containsKey(REENCRYPTS) ? 1 : 0)
                .execute();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        var labels = new TreeMap<String, String>();
        for (var column : List.of("account", "region", "name")) {
            labels.put(column, row.getString(column));
        }
        labels.put("encryptionKey", row.getString("encryption_key_arn"));
        labels.put("key", row.getString("key_id"));
        labels.put("keyVersion", row.getString("key_version"));
        instant(row, "key_disabled_at", "keyDisabled", labels);
        if (row.getInt("reencrypts") == 1) {
            labels.put(REENCRYPTS, "true");
        }
        instant(row, "created_at", "created", labels);
        text(row, "creator_request_id", "creatorRequestId", labels);
        instant(row, "lock_set_at", "lockSet", labels);
        text(row, "lock_min_days", "lockMinDays", labels);
        text(row, "lock_max_days", "lockMaxDays", labels);
        instant(row, "lock_date", "lockDate", labels);
        text(row, "document", "policy", labels);
        text(row, "topic_arn", "notifyTopic", labels);
        text(row, "events", "notifyEvents", labels);
        MapText.parse(row.getString("tags")).forEach((key, tag) -> labels.put(TAG + key, tag));
        return new Kept(
                row.getString("id"),
                row.getString("account"),
                row.getString("region"),
                row.getLong("version"),
                new SealedKey(
                        row.getString("key_id"),
                        row.getInt("key_version"),
                        row.getBytes("key_sealed")),
                labels);
    }

    private static void text(ResultSet row, String column, String label, Map<String, String> into)
            throws SQLException {
        var text = row.getString(column);
        if (text != null) {
            into.put(label, text);
        }
    }

    private static void instant(
            ResultSet row, String column, String label, Map<String, String> into)
            throws SQLException {
        var at = row.getLong(column);
        if (!row.wasNull()) {
            into.put(label, Instant.ofEpochMilli(at).toString());
        }
    }

    private static Map<String, String> tags(Map<String, String> labels) {
        var tags = new TreeMap<String, String>();
        labels.forEach(
                (name, value) -> {
                    if (name.startsWith(TAG)) {
                        tags.put(name.substring(TAG.length()), value);
                    }
                });
        return tags;
    }

    private static @Nullable Long millis(Map<String, String> labels, String name) {
        var text = labels.get(name);
        return text == null ? null : (Long) Instant.parse(text).toEpochMilli();
    }

    private static @Nullable Integer number(Map<String, String> labels, String name) {
        var text = labels.get(name);
        return text == null ? null : Integer.valueOf(text);
    }
}
