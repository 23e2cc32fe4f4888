package org.copyhold.control.point;

import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.sql.MapText;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns recovery points into rows and back. */
final class PointRows {
    /** Recovery points with what they show of their vault; conditions follow. */
    static final String SELECT =
            """
            select p.*, v.name as vault_name, v.encryption_key_arn,
                case when p.composite = 1 then (
                    select max(m.created_at) from recovery_point m
                    where m.composite_arn = p.arn and coalesce(m.delete_after_days, -1)
                        = coalesce(p.delete_after_days, -1)) end as life_from
            from recovery_point p join vault v on v.id = p.vault_id
            where
            """;

    private PointRows() {}

    static RecoveryPoint point(ResultSet row, StatementContext context) throws SQLException {
        return new RecoveryPoint(
                row.getString("id"),
                arn(row.getString("arn")),
                new RecoveryPoint.Home(
                        row.getString("vault_id"),
                        row.getString("vault_name"),
                        row.getString("account"),
                        row.getString("region"),
                        row.getString("encryption_key_arn")),
                origin(row),
                new Dates(
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("initiated_at")),
                        Instant.ofEpochMilli(row.getLong("completed_at"))),
                row.getLong("size_bytes"),
                MapText.parse(row.getString("metadata")),
                state(row));
    }

    static void insert(Handle handle, RecoveryPoint point) {
        var origin = point.origin();
        var dates = point.dates();
        var place = point.composition() instanceof Composition.Member it ? it : null;
        handle.createUpdate(
                        """
                        insert into recovery_point (id, arn, vault_id, account, region,
                            resource_arn, resource_type, resource_name, iam_role_arn,
                            source_vault_arn, created_at, initiated_at, completed_at, size_bytes,
                            metadata, status, storage_class, cold_after_days, delete_after_days,
                            archive_opt_in, cold_at, delete_at, tags, composite, composite_arn,
                            stack_arn, member, state_version, written_version)
                        values (:id, :arn, :vault, :account, :region,
                            :resource, :resourceType, :resourceName, :role,
                            :sourceVault, :createdAt, :initiatedAt, :completedAt, :size,
                            :metadata, :status, :storageClass, :cold, :delete,
                            :archive, :coldAt, :deleteAt, :tags, :composite, :compositeArn,
                            :stackArn, :member, :version, :version)
                        """)
                .bind("id", point.id())
                .bind("arn", point.arn().toString())
                .bind("vault", point.home().vaultId())
                .bind("account", point.home().account())
                .bind("region", point.home().region())
                .bind("resource", origin.resource().toString())
                .bind("resourceType", origin.resourceType())
                .bind("resourceName", origin.resourceName())
                .bind("role", origin.iamRoleArn())
                .bind("sourceVault", text(origin.sourceVault()))
                .bind("createdAt", dates.created().toEpochMilli())
                .bind("initiatedAt", dates.initiated().toEpochMilli())
                .bind("completedAt", dates.completed().toEpochMilli())
                .bind("size", point.sizeBytes())
                .bind("metadata", MapText.of(point.metadata()))
                .bind("status", point.status().name())
                .bind("storageClass", point.storageClass().name())
                .bind("coldAt", own(point, point.coldAt()))
                .bind("deleteAt", own(point, point.deleteAt()))
                .bind("cold", days(point.lifecycle().coldAfterDays()))
                .bind("delete", days(point.lifecycle().deleteAfterDays()))
                .bind("archive", flag(point.lifecycle().optInToArchive()))
                .bind("tags", MapText.of(point.tags().byKey()))
                .bind("composite", point.isComposite() ? 1 : 0)
                .bind("compositeArn", text(place == null ? null : place.composite()))
                .bind("stackArn", text(place == null ? null : place.stack()))
                .bind("member", place == null ? null : place.name())
                .bind("version", point.state().version())
                .execute();
    }

    /** A composite one goes with its last member, on no day of its own. */
    private static @Nullable Long own(RecoveryPoint point, Optional<Instant> day) {
        return point.isComposite() ? null : millis(day);
    }

    static void setLineage(Handle handle, String copy, Lineage lineage) {
        handle.createUpdate(
                        """
                        update recovery_point
                        set copied_from = :source, copied_by = :job, copied_at = :asked
                        where id = :copy
                        """)
                .bind("source", lineage.source())
                .bind("job", lineage.job())
                .bind("asked", lineage.asked().toEpochMilli())
                .bind("copy", copy)
                .execute();
    }

    private static Origin origin(ResultSet row) throws SQLException {
        var sourceVault = row.getString("source_vault_arn");
        return new Origin(
                arn(row.getString("resource_arn")),
                row.getString("resource_type"),
                row.getString("resource_name"),
                row.getString("iam_role_arn"),
                sourceVault == null ? null : arn(sourceVault));
    }

    private static RecoveryPoint.State state(ResultSet row) throws SQLException {
        return new RecoveryPoint.State(
                PointStatus.valueOf(row.getString("status")),
                StorageClass.valueOf(row.getString("storage_class")),
                new Lifecycle(
                        days(row, "cold_after_days"),
                        days(row, "delete_after_days"),
                        flag(row, "archive_opt_in")),
                Tags.of(MapText.parse(row.getString("tags"))),
                composition(row),
                row.getLong("state_version"));
    }

    private static Composition composition(ResultSet row) throws SQLException {
        var composite = row.getString("composite_arn");
        if (composite != null) {
            return new Composition.Member(
                    arn(composite), arn(row.getString("stack_arn")), row.getString("member"));
        }
        if (row.getInt("composite") == 0) {
            return new Composition.Single();
        }
        var from = row.getLong("life_from");
        return new Composition.Composite(row.wasNull() ? null : Instant.ofEpochMilli(from));
    }

    private static Arn arn(String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new IllegalStateException("No ARN in the database: " + text));
    }

    private static @Nullable String text(@Nullable Arn arn) {
        return arn == null ? null : arn.toString();
    }

    private static OptionalInt days(ResultSet row, String column) throws SQLException {
        var days = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(days);
    }

    static @Nullable Long millis(Optional<Instant> at) {
        return at.map(Instant::toEpochMilli).orElse(null);
    }

    static @Nullable Integer days(OptionalInt days) {
        return days.isPresent() ? (Integer) days.getAsInt() : null;
    }

    private static @Nullable Boolean flag(ResultSet row, String column) throws SQLException {
        var flag = row.getInt(column);
        return row.wasNull() ? null : (Boolean) (flag == 1);
    }

    static @Nullable Integer flag(@Nullable Boolean flag) {
        return flag == null ? null : (Integer) (flag ? 1 : 0);
    }
}
