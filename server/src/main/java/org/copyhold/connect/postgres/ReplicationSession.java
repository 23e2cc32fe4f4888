package org.copyhold.connect.postgres;

import org.copyhold.connect.ConnectorException;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;

/**
 * A connection to a server by its replication protocol, open as long as a backup runs: it has a
 * temporary slot, for which the server keeps the WAL that the backup will need.
 */
final class ReplicationSession implements AutoCloseable {
    private static final String SECONDS = "30";

    private final Connection connection;
    private final int major;

    private ReplicationSession(Connection connection, int major) {
        this.connection = connection;
        this.major = major;
    }

    /**
     * Connects.
     *
     * @throws ConnectorException when the server cannot be reached or lets nobody in
     */
    static ReplicationSession open(DatabaseServer server, ServerTrouble trouble) {
        try {
            var connection =
                    DriverManager.getConnection(
                            "jdbc:postgresql://" + server + "/", properties(server));
            try {
                var major = connection.getMetaData().getDatabaseMajorVersion();
                reserve(connection);
                return new ReplicationSession(connection, major);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw trouble.refused(server.user(), e);
        }
    }

    private static Properties properties(DatabaseServer server) {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        if (server.password() != null) {
            properties.setProperty("password", server.password());
        }
        properties.setProperty("replication", "true");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "9.6");
        properties.setProperty("ApplicationName", "copyhold");
        properties.setProperty("sslmode", server.tls().mode());
        if (server.tls().root() != null) {
            properties.setProperty("sslrootcert", server.tls().root().toString());
        }
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** A server without a free slot may still keep enough; if not, the backup says so. */
    private static void reserve(Connection connection) throws SQLException {
        var name = "copyhold_" + UUID.randomUUID().toString().replace("-", "");
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE_REPLICATION_SLOT " + name + " TEMPORARY PHYSICAL RESERVE_WAL");
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                throw e;
            }
        }
    }

    /** The server's major version. */
    int major() {
        return major;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends the session, and the slot with it, either way.
        }
    }
}
