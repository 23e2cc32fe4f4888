package org.copyhold.control.resource;

import static java.util.stream.Collectors.toMap;

import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.sql.MapText;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the declared resources. Thread-safe. */
public final class Resources {
    private static final String SELECT = "select arn, path, members, bucket, tags from resource ";

    private final Database database;
    private final ServiceClock clock;

    public Resources(Database database, ServiceClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes over what the configuration declares, at each start: its paths win, and what an earlier
     * one declared and this one does not is gone. Resources added otherwise stay.
     */
    public void configure(Collection<DeclaredResource> resources) {
        database.write(
                handle -> {
                    handle.execute("delete from resource where origin = 'CONFIGURED'");
                    resources.forEach(resource -> put(handle, resource, "CONFIGURED"));
                    return resources.size();
                });
    }

    /** Declares a resource, or declares it anew. Joins the caller's transaction. */
    public void add(DeclaredResource resource) {
        database.write(handle -> put(handle, resource, "ADDED"));
    }

    /**
     * Removes a resource; its recovery points stay.
     *
     * @return false when there is none
     */
    public boolean remove(Arn arn) {
        return database.write(
                handle ->
                        handle.createUpdate("delete from resource where arn = :arn")
                                        .bind("arn", arn.toString())
                                        .execute()
                                == 1);
    }

    /** The resource of that ARN. */
    public Optional<DeclaredResource> find(Arn arn) {
        return database.read(
                handle ->
                        handle.createQuery(SELECT + "where arn = :arn")
                                .bind("arn", arn.toString())
                                .map(Resources::resource)
                                .findOne());
    }

    /** All of them, by ARN. */
    public List<DeclaredResource> list() {
        return database.read(
                handle ->
                        handle.createQuery(SELECT + "order by arn")
                                .map(Resources::resource)
                                .list());
    }

    private int put(Handle handle, DeclaredResource resource, String origin) {
        return handle.createUpdate(
                        """
                        insert into resource (arn, path, members, bucket, tags, origin, added_at)
                        values (:arn, :path, :members, :bucket, :tags, :origin, :at)
                        on conflict (arn) do update
                        set path = excluded.path, members = excluded.members,
                            bucket = excluded.bucket, tags = excluded.tags, origin = excluded.origin
                        """)
                .bind("arn", resource.arn().toString())
                .bind("path", resource.path().map(Path::toString).orElse(""))
                .bind("members", members(resource.substance()))
                .bind("bucket", remote(resource.substance()))
                .bind("tags", MapText.of(resource.tags().byKey()))
                .bind("origin", origin)
                .bind("at", clock.millis())
                .execute();
    }

    private static @Nullable String members(Substance substance) {
        return substance instanceof Substance.Members members
                ? MapText.of(
                        members.byName().entrySet().stream()
                                .collect(toMap(Map.Entry::getKey, it -> it.getValue().toString())))
                : null;
    }

    private static @Nullable String remote(Substance substance) {
        return substance instanceof Substance.Remote remote
                ? MapText.of(
                        Map.of(
                                "account", remote.account(),
                                "region", remote.region(),
                                "endpoint", remote.endpoint()))
                : null;
    }

    private static DeclaredResource resource(ResultSet row, StatementContext context)
            throws SQLException {
        return new DeclaredResource(
                arn(row.getString("arn")),
                substance(row),
                Tags.of(MapText.parse(row.getString("tags"))));
    }

    private static Substance substance(ResultSet row) throws SQLException {
        var members = row.getString("members");
        if (members != null) {
            return Substance.Members.of(
                    MapText.parse(members).entrySet().stream()
                            .collect(toMap(Map.Entry::getKey, it -> arn(it.getValue()))));
        }
        var bucket = row.getString("bucket");
        if (bucket != null) {
            var its = MapText.parse(bucket);
            return new Substance.Remote(
                    text(its, "account"), text(its, "region"), text(its, "endpoint"));
        }
        return new Substance.Local(Path.of(row.getString("path")));
    }

    private static String text(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }

    private static Arn arn(String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new IllegalStateException("No ARN in the database: " + text));
    }
}
