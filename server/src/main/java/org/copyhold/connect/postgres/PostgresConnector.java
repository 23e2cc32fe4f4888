package org.copyhold.connect.postgres;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Database servers that run PostgreSQL, under the name of RDS. */
public final class PostgresConnector implements Connector {
    /** The first whose base backups have a manifest. */
    private static final int OLDEST = 13;

    private static final String DB = "db:";
    private static final int SUFFIX_DIGITS = 8;

    private final Map<String, DatabaseServer> servers;

    /**
     * @param servers by the names that resources have them under
     */
    public PostgresConnector(Map<String, DatabaseServer> servers) {
        this.servers = Map.copyOf(servers);
    }

    @Override
    public String resourceType() {
        return "RDS";
    }

    /** Sent back as it is, it restores into a new instance, whose name nobody has. */
    @Override
    public Map<String, String> restoreMetadata(Resource resource) {
        return Map.of(
                RdsOrder.IDENTIFIER,
                name(resource) + "-" + digits(),
                RdsOrder.ENGINE,
                RdsOrder.POSTGRES);
    }

    @Override
    public Map<String, String> asNew(String region) {
        return Map.of(RdsOrder.IDENTIFIER, "restored-" + digits());
    }

    private static String digits() {
        return UUID.randomUUID().toString().substring(0, SUFFIX_DIGITS);
    }

    private static String name(Resource resource) {
        return resource.arn().resource().substring(DB.length());
    }

    @Override
    public Reading read(Resource resource, Report report) {
        var server = server(resource);
        var trouble = new ServerTrouble("Database server " + name(resource) + " at " + server);
        var session = ReplicationSession.open(server, trouble);
        try {
            var program = program(server, session.major(), trouble);
            var backup = BaseBackup.start(program, server, trouble);
            return new ServerReading(session, backup, trouble, report);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private DatabaseServer server(Resource resource) {
        var name =
                switch (resource.place()) {
                    case Resource.Remote remote -> remote.endpoint();
                    case Resource.Local local ->
                            throw new ConnectorException(
                                    "Database server %s is a data folder, %s, and no running server. Start PostgreSQL over it, name that server under databases, declare it with `copyhold resource add %s --endpoint NAME`, then start the job again."
                                            .formatted(
                                                    name(resource), local.path(), resource.arn()),
                                    false,
                                    null);
                };
        var server = servers.get(name);
        if (server == null) {
            throw new ConnectorException(
                    "Database server %s is declared at \"%s\", which the configuration has not. Write it under databases, or declare the server anew with `copyhold resource add`, then start the job again."
                            .formatted(name(resource), name),
                    false,
                    null);
        }
        return server;
    }

    private static Path program(DatabaseServer server, int major, ServerTrouble trouble) {
        if (major < OLDEST) {
            throw trouble.of(
                    "cannot be backed up: it runs PostgreSQL " + major,
                    "Bring it to PostgreSQL %d or later, then start the job again."
                            .formatted(OLDEST),
                    null);
        }
        var programs = Programs.find(server.programs());
        return Programs.fitting(programs, major)
                .map(Programs.Program::path)
                .orElseThrow(
                        () ->
                                trouble.of(
                                        "cannot be backed up: it runs PostgreSQL "
                                                + major
                                                + ", and "
                                                + (programs.isEmpty()
                                                        ? "there is no pg_basebackup here"
                                                        : "of pg_basebackup only this is here: "
                                                                + programs),
                                        "Install PostgreSQL's client programs of version %d or later, or name their folder as programs under databases, then start the job again."
                                                .formatted(major),
                                        null));
    }

    @Override
    public void check(RestoreOrder order) {
        RdsOrder.of(order).checkIsFree(order);
    }

    @Override
    public Restoring restore(RestoreOrder order, Report report) {
        return new ServerRestoring(RdsOrder.of(order));
    }
}
