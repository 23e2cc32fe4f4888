package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.policy.Policy;
import org.copyhold.control.policy.PolicyReader;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Recent;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps the access policies of vaults, at most one each. Thread-safe. */
public final class VaultPolicies {
    /** The longest document that is kept. */
    public static final int MAX_BYTES = 20_480;

    private static final int MOST_READ = 256;

    private final Database database;
    private final ServiceClock clock;
    private final Predicate<Arn> principals;
    private final Recent<String, Policy> read = new Recent<>(MOST_READ);

    /**
     * @param principals whether an account, user or role of that ARN can act here
     */
    public VaultPolicies(Database database, ServiceClock clock, Predicate<Arn> principals) {
        this.database = database;
        this.clock = clock;
        this.principals = principals;
    }

    /**
     * Gives a vault a policy in the place of an earlier one.
     *
     * @return false when the vault is gone
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException for a document that
     *     cannot be followed
     */
    public boolean put(Vault vault, String document) {
        check(document);
        return database.write(
                handle -> {
                    // Written to first, so that it cannot be deleted meanwhile; its store is owed
                    // it.
                    var there =
                            handle.createUpdate(
                                            "update vault set version = version + 1 where id = :id")
                                    .bind("id", vault.id())
                                    .execute();
                    return there == 1
                            && handle.createUpdate(
                                                    """
                                                    insert into vault_policy (vault_id, document, changed_at)
                                                    values (:vault, :document, :at)
                                                    on conflict (vault_id) do update
                                                    set document = :document, changed_at = :at
                                                    """)
                                            .bind("vault", vault.id())
                                            .bind("document", document)
                                            .bind("at", clock.millis())
                                            .execute()
                                    == 1;
                });
    }

    /** The vault's policy, as it was put. */
    public Optional<String> document(Vault vault) {
        return database.read(
                handle ->
                        handle.createQuery("select document from vault_policy where vault_id = :id")
                                .bind("id", vault.id())
                                .mapTo(String.class)
                                .findOne());
    }

    /** The policy of the vault of that ARN; empty as well when there is no such vault. */
    public Optional<Policy> of(Arn vault) {
        return Vaults.name(vault)
                .flatMap(name -> document(vault, name))
                .map(
                        document ->
                                read.get(document)
                                        .orElseGet(
                                                () -> {
                                                    var policy = PolicyReader.resource(document);
                                                    read.put(document, policy);
                                                    return policy;
                                                }));
    }

    /** Takes a vault's policy away; that there is none is no error. */
    public void delete(Vault vault) {
        database.write(
                handle -> {
                    handle.createUpdate("update vault set version = version + 1 where id = :id")
                            .bind("id", vault.id())
                            .execute();
                    return handle.createUpdate("delete from vault_policy where vault_id = :id")
                            .bind("id", vault.id())
                            .execute();
                });
    }

    private Optional<String> document(Arn vault, String name) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select document from vault_policy
                                        join vault on vault.id = vault_policy.vault_id
                                        where account = :account and region = :region
                                        and name = :name
                                        """)
                                .bind("account", vault.account())
                                .bind("region", vault.region())
                                .bind("name", name)
                                .mapTo(String.class)
                                .findOne());
    }

    private void check(String document) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(document)) {
            throw INVALID_PARAMETER_VALUE.with("Invalid policy: it is not text in UTF-8.");
        }
        var bytes = document.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid policy: it has %d bytes, and may have %d at most."
                            .formatted(bytes, MAX_BYTES));
        }
        for (var principal : PolicyReader.resource(document).principals()) {
            for (var named : principal.named()) {
                if (!principals.test(named)) {
                    throw INVALID_PARAMETER_VALUE.with(
                            "Provided principal is not valid: "
                                    + named
                                    + " is no account, user or role of this server.");
                }
            }
        }
    }
}
