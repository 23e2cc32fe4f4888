package org.copyhold.control.resource;

import org.copyhold.kit.Arn;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Conditions;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.statement.StatementContext;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells which resources have recovery points. Read from these, so the two cannot differ; lists are
 * in the order of ARNs, which a new backup does not change. Thread-safe.
 */
public final class ProtectedResources {
    private final Database database;

    public ProtectedResources(Database database) {
        this.database = database;
    }

    /** Those of an account and Region, by ARN. */
    public Slice<ProtectedResource> list(String account, String region, Page page) {
        return slice(of(account, region), page);
    }

    /** Those with recovery points in one vault, by ARN. */
    public Slice<ProtectedResource> listByVault(String vaultId, Page page) {
        return slice(Conditions.where("p.vault_id = :vault", "vault", vaultId), page);
    }

    /** The one of that ARN in an account and Region. */
    public Optional<ProtectedResource> find(String account, String region, Arn arn) {
        return query(of(account, region).and("p.resource_arn = :arn", "arn", arn.toString()), 1)
                .stream()
                .findFirst();
    }

    private static Conditions of(String account, String region) {
        return Conditions.where("p.account = :account", "account", account)
                .and("p.region = :region", "region", region);
    }

    private Slice<ProtectedResource> slice(Conditions conditions, Page page) {
        var after = page.after();
        if (after != null) {
            conditions.and("p.resource_arn > :after", "after", after.id());
        }
        return Slice.of(
                query(conditions, page.size() + 1),
                page,
                resource -> new Position(0, resource.arn().toString()));
    }

    /** The newest recovery point of each resource, chosen first and joined with its vault after. */
    private List<ProtectedResource> query(Conditions conditions, int limit) {
        return database.read(
                handle ->
                        conditions
                                .bind(
                                        handle.createQuery(
                                                """
                                                select n.*, v.name as vault_name from (
                                                    select p.*, row_number() over (
                                                        partition by p.resource_arn
                                                        order by p.created_at desc, p.id desc
                                                    ) as age
                                                    from recovery_point p where %s
                                                ) n join vault v on v.id = n.vault_id
                                                where n.age = 1
                                                order by n.resource_arn limit :limit
                                                """
                                                        .formatted(conditions.sql())))
                                .bind("limit", limit)
                                .map(ProtectedResources::resource)
                                .list());
    }

    private static ProtectedResource resource(ResultSet row, StatementContext context)
            throws SQLException {
        return new ProtectedResource(
                arn(row.getString("resource_arn")),
                row.getString("resource_type"),
                row.getString("resource_name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                arn(row.getString("arn")),
                Arn.of(
                        "backup",
                        row.getString("region"),
                        row.getString("account"),
                        "backup-vault:" + row.getString("vault_name")));
    }

    private static Arn arn(String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new IllegalStateException("No ARN in the database: " + text));
    }
}
