package org.copyhold.control.access;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.key.Keyring;
import org.copyhold.kit.Credential;
import org.copyhold.kit.Secret;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the access keys: those of the configuration, and those made here, whose secrets are kept
 * sealed. Thread-safe.
 */
public final class AccessKeys {
    private static final int ID_LETTERS = 16;
    private static final int SECRET_BYTES = 30;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;
    private final Identities identities;
    private final Map<String, Credential> configured;
    private final Map<String, Credential> opened = new ConcurrentHashMap<>();

    /** Ids are never made twice, so these stay revoked even for who is just opening one. */
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    private final SecureRandom random = new SecureRandom();

    /**
     * @param identities which users there are: a key of another signs nothing
     * @param configured what the keys that the configuration names stand for, by id
     */
    public AccessKeys(
            Database database,
            Keyring keyring,
            ServiceClock clock,
            Identities identities,
            Map<String, Credential> configured) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
        this.identities = identities;
        this.configured = Map.copyOf(configured);
    }

    /** What the key of that id stands for; cheap for keys that are in use. */
    public Optional<Credential> find(String id) {
        if (revoked.contains(id)) {
            return Optional.empty();
        }
        var there = configured.get(id);
        if (there == null) {
            there = opened.get(id);
        }
        return there != null ? Optional.of(there) : load(id);
    }

    /**
     * Makes a key for an account, or a user of it.
     *
     * @param account one of the configured accounts
     * @param user one of its configured users; null for the account itself
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when there is no such
     *     user
     */
    public CreatedKey create(String account, @Nullable String user) {
        if (!works(account, user)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Account %s has no user %s: name it under accounts[].users in the configuration."
                            .formatted(account, user));
        }
        var secret = secret();
        var id = id();
        var wrapped = keyring.seal(context(id), bytes(secret));
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into access_key (id, account, user_name, sealed,
                                            created_at)
                                        values (:id, :account, :user, :sealed, :at)
                                        """)
                                .bind("id", id)
                                .bind("account", account)
                                .bind("user", user)
                                .bind("sealed", wrapped)
                                .bind("at", clock.millis())
                                .execute());
        return new CreatedKey(id, account, user, secret);
    }

    /** All keys, those of the configuration first. */
    public List<AccessKey> list() {
        var keys = new ArrayList<AccessKey>();
        configured.forEach(
                (id, of) -> keys.add(new AccessKey(id, of.account(), of.user(), null, true)));
        keys.addAll(
                database.read(
                        handle ->
                                handle.createQuery(
                                                """
                                                select id, account, user_name, created_at
                                                from access_key order by created_at, id
                                                """)
                                        .map((row, context) -> listed(row))
                                        .list()));
        return keys;
    }

    /**
     * Ends a key at once.
     *
     * @return false when there is none of that id
     * @throws org.copyhold.kit.BackupException InvalidRequestException for a key of the
     *     configuration
     */
    public boolean revoke(String id) {
        if (configured.containsKey(id)) {
            throw INVALID_REQUEST.with(
                    "Access key " + id + " is in the configuration file: remove it there.");
        }
        var gone =
                database.write(
                        handle ->
                                handle.createUpdate("delete from access_key where id = :id")
                                        .bind("id", id)
                                        .execute());
        if (gone == 0) {
            return false;
        }
        revoked.add(id);
        opened.remove(id);
        return true;
    }

    private Optional<Credential> load(String id) {
        var found =
                database.read(
                        handle ->
                                handle.createQuery(
                                                """
                                                select account, user_name, sealed
                                                from access_key
                                                where id = :id
                                                """)
                                        .bind("id", id)
                                        .map(
                                                (row, context) ->
                                                        new Sealed(
                                                                row.getString("account"),
                                                                row.getString("user_name"),
                                                                row.getBytes("sealed")))
                                        .findOne());
        return found.filter(key -> works(key.account(), key.user()))
                .map(key -> opened.computeIfAbsent(id, absent -> open(id, key)));
    }

    private Credential open(String id, Sealed key) {
        var secret = keyring.open(context(id), key.secret());
        return new Credential(
                key.account(),
                key.user(),
                new Secret(new String(secret, StandardCharsets.US_ASCII)));
    }

    private AccessKey listed(ResultSet row) throws SQLException {
        var account = row.getString("account");
        var user = row.getString("user_name");
        return new AccessKey(
                row.getString("id"),
                account,
                user,
                Instant.ofEpochMilli(row.getLong("created_at")),
                works(account, user));
    }

    private boolean works(String account, @Nullable String user) {
        return user == null || identities.hasUser(account, user);
    }

    private String id() {
        var text = new StringBuilder("AKIA");
        random.ints(ID_LETTERS, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return text.toString();
    }

    private Secret secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new Secret(Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.US_ASCII);
    }

    private static String context(String id) {
        return "access-key/" + id;
    }

    private record Sealed(String account, @Nullable String user, byte[] secret) {}
}
