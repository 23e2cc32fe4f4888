package org.copyhold.connect.postgres;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorContract;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Against a real server, made small: its only database is template1. */
class PostgresConnectorTest extends ConnectorContract {
    private static final Set<String> CHANGING = Set.of("pg_control", "pg_internal.init");

    @TempDir static Path clusters;

    private static Cluster cluster;

    @TempDir Path folder;

    @BeforeAll
    static void make() {
        cluster = Cluster.make(clusters.resolve("shop"));
        cluster.execute(
                "create table stock (id int primary key, text text)",
                "insert into stock select n, repeat('x', n) from generate_series(1, 1000) n",
                "update pg_database set datistemplate = false where datname = 'template0'",
                "drop database template0",
                "drop database postgres",
                "vacuum freeze");
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void start() {
        if (!cluster.isRunning()) {
            cluster.start();
        }
    }

    @Override
    protected Connector connector() {
        var server = cluster.server();
        var nobody =
                new DatabaseServer(
                        server.host(), 1, "backup", "x", server.tls(), 0, server.programs());
        return new PostgresConnector(Map.of("main", server, "nowhere", nobody));
    }

    @Override
    protected Resource resource() {
        return Cluster.resource();
    }

    @Override
    protected RestoreOrder order(String job, Map<String, String> metadata) {
        return Cluster.order(job, metadata, folder.resolve("restored"));
    }

    @Override
    protected List<?> differences(Resource one, Resource other) {
        var its = files(one);
        var others = files(other);
        var differences = new ArrayList<String>();
        if (!its.keySet().equals(others.keySet())) {
            differences.add(its.keySet() + " and " + others.keySet());
        }
        its.forEach(
                (name, file) -> {
                    try {
                        if (Files.mismatch(file, others.getOrDefault(name, folder)) >= 0) {
                            differences.add(name);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return differences;
    }

    /** What holds the data. */
    private static Map<String, Path> files(Resource resource) {
        var root = resource.place() instanceof Resource.Local local ? local.path() : cluster.data();
        var files = new TreeMap<String, Path>();
        for (var part : List.of("base", "global", "pg_xact")) {
            try (var found = Files.walk(root.resolve(part))) {
                found.filter(Files::isRegularFile)
                        .filter(it -> !CHANGING.contains(String.valueOf(it.getFileName())))
                        .forEach(it -> files.put(root.relativize(it).toString(), it));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    @Override
    protected boolean exists(Resource resource) {
        return resource.place() instanceof Resource.Local local
                ? Files.exists(local.path())
                : Files.exists(cluster.data());
    }

    @Override
    protected Resource missing() {
        return new Resource(Cluster.arn("nowhere"), new Resource.Remote("nowhere"));
    }

    @Override
    protected RestoreOrder impossible() {
        return Cluster.order(
                "job-1",
                connector().asNew("us-east-1"),
                cluster.data().resolve("PG_VERSION").resolve("restored"));
    }

    @Override
    protected void change(byte[] path) {
        cluster.execute("update stock set text = reverse(text) || 'y' where id = 7", "checkpoint");
    }

    @Override
    protected void remove() {
        cluster.kill();
    }

    @Override
    protected boolean restoresInPlace() {
        return false;
    }

    @Override
    protected boolean readsOneState() {
        return true;
    }

    @Override
    protected boolean readsAllEachTime() {
        return true;
    }

    @Override
    protected String name(Resource resource) {
        return "Database server " + resource.arn().resource().substring("db:".length());
    }
}
