package org.copyhold;

import org.copyhold.connect.postgres.DatabaseServer;
import org.copyhold.kit.Secret;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Set;

/**
 * Where a database server that is backed up is.
 *
 * @param port null for PostgreSQL's own
 * @param user a role with REPLICATION
 * @param password null where none is asked for, or where {@code ~/.pgpass} has it
 * @param sslMode as libpq has it; null for prefer
 * @param sslRootCertificate of whoever signed the server's certificate
 * @param bytesPerSecond how much a backup reads a second at most; null for no limit
 * @param programs the folder of PostgreSQL's client programs; null to look for them
 */
public record DatabaseConfig(
        String host,
        @Nullable Integer port,
        String user,
        @Nullable Secret password,
        @Nullable String sslMode,
        @Nullable Path sslRootCertificate,
        @Nullable Long bytesPerSecond,
        @Nullable Path programs) {
    private static final int USUAL_PORT = 5432;
    private static final int LAST_PORT = 65_535;
    private static final String USUAL_MODE = "prefer";
    private static final Set<String> MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** What pg_basebackup takes. */
    private static final long SLOWEST = 32L << 10;

    private static final long FASTEST = 1L << 30;

    public DatabaseConfig {
        Config.required(host, "databases: a server's host");
        Config.required(user, "databases: the user of " + host);
        Config.check(
                host.matches("[\\w.:-]+"),
                "databases: \"" + host + "\" is no host; write a name or an address.");
        Config.check(
                port == null || (port > 0 && port <= LAST_PORT),
                "databases: there is no port " + port + ".");
        Config.check(
                sslMode == null || MODES.contains(sslMode),
                "databases: sslMode is one of disable, allow, prefer, require, verify-ca and"
                        + " verify-full.");
        Config.check(
                bytesPerSecond == null || (bytesPerSecond >= SLOWEST && bytesPerSecond <= FASTEST),
                "databases: bytesPerSecond is " + SLOWEST + " to " + FASTEST + ".");
    }

    /** The same with its paths counted from a folder. */
    DatabaseConfig in(Path folder) {
        return new DatabaseConfig(
                host,
                port,
                user,
                password,
                sslMode,
                sslRootCertificate == null ? null : folder.resolve(sslRootCertificate),
                bytesPerSecond,
                programs == null ? null : folder.resolve(programs));
    }

    /** As the connector takes it. */
    DatabaseServer place() {
        return new DatabaseServer(
                host,
                port == null ? USUAL_PORT : port,
                user,
                password == null ? null : password.reveal(),
                new DatabaseServer.Tls(sslMode == null ? USUAL_MODE : sslMode, sslRootCertificate),
                bytesPerSecond == null ? 0 : bytesPerSecond,
                programs);
    }
}
