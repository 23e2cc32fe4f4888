package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Arn;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.util.List;
import java.util.Optional;

/** Keeps who is told of what happens in a vault: one topic a vault at most. Thread-safe. */
public final class VaultNotifications {
    private final Database database;

    public VaultNotifications(Database database) {
        this.database = database;
    }

    /**
     * Sets a vault's notification, in the place of an earlier one. Nothing happens when the vault
     * is gone.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException for a topic of
     *     another account
     */
    public void put(Vault vault, VaultNotification notification) {
        var topic = notification.topic();
        if (!topic.account().equals(vault.account())) {
            throw INVALID_PARAMETER_VALUE.with(
                    "SNSTopicArn "
                            + topic
                            + " must be of the vault's account "
                            + vault.account()
                            + ".");
        }
        database.write(
                handle -> {
                    change(handle, vault);
                    return handle.createUpdate(
                                    """
                                    insert into vault_notification (vault_id, topic_arn, events)
                                    select id, :topic, :events from vault where id = :vault
                                    on conflict (vault_id) do update
                                    set topic_arn = excluded.topic_arn, events = excluded.events
                                    """)
                            .bind("vault", vault.id())
                            .bind("topic", topic.toString())
                            .bind("events", String.join(",", notification.events()))
                            .execute();
                });
    }

    /** A vault's notification. */
    public Optional<VaultNotification> find(Vault vault) {
        return find(vault.account(), vault.region(), vault.name());
    }

    /** The notification of the vault of that ARN; joins the caller's transaction. */
    public Optional<VaultNotification> find(Arn vault) {
        return Vaults.name(vault).flatMap(name -> find(vault.account(), vault.region(), name));
    }

    /** Ends a vault's notification; that it has none is no error. */
    public void remove(Vault vault) {
        database.write(
                handle -> {
                    change(handle, vault);
                    return handle.createUpdate(
                                    "delete from vault_notification where vault_id = :vault")
                            .bind("vault", vault.id())
                            .execute();
                });
    }

    /** The vault's store is owed it. */
    private static void change(Handle handle, Vault vault) {
        handle.createUpdate("update vault set version = version + 1 where id = :id")
                .bind("id", vault.id())
                .execute();
    }

    private Optional<VaultNotification> find(String account, String region, String name) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select n.topic_arn, n.events
                                        from vault v join vault_notification n on n.vault_id = v.id
                                        where v.account = :account and v.region = :region
                                            and v.name = :name
                                        """)
                                .bind("account", account)
                                .bind("region", region)
                                .bind("name", name)
                                .map(
                                        (row, _) ->
                                                new VaultNotification(
                                                        Arn.parse(row.getString(1)).orElseThrow(),
                                                        List.of(row.getString(2).split(","))))
                                .findOne());
    }
}
