package org.copyhold.connect.postgres;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Where a database server is, and how to get in.
 *
 * @param user a role with REPLICATION
 * @param password null where none is asked for, or where the user's own {@code .pgpass} has it
 * @param bytesPerSecond how much the server may send a second; 0 for no limit
 * @param programs the folder of PostgreSQL's client programs; null to look for them
 */
public record DatabaseServer(
        String host,
        int port,
        String user,
        @Nullable String password,
        Tls tls,
        long bytesPerSecond,
        @Nullable Path programs) {
    /**
     * How the connection is kept from others' eyes.
     *
     * @param mode PostgreSQL's {@code sslmode}
     * @param root the certificate of whoever signed the server's; null for those that are trusted
     */
    public record Tls(String mode, @Nullable Path root) {}

    /** Where it is, without its secret. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
