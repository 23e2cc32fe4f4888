package org.copyhold.sql;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.Supplier;
import java.util.logging.Logger;

import javax.sql.DataSource;

/** Gives the connection of the thread's transaction while there is one, else one of a pool. */
final class JoiningDataSource implements DataSource {
    private final DataSource pool;
    private final Supplier<@Nullable Connection> current;
    private final Runnable committed;
    private final Runnable undone;

    /**
     * @param committed runs when a connection of the pool was committed, on the thread that did so
     * @param undone runs when one was rolled back or given back
     */
    JoiningDataSource(
            DataSource pool,
            Supplier<@Nullable Connection> current,
            Runnable committed,
            Runnable undone) {
        this.pool = pool;
        this.current = current;
        this.committed = committed;
        this.undone = undone;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var joined = current.get();
        return joined == null ? watched(pool.getConnection()) : borrowed(joined);
    }

    /** A connection of the pool, whose end of a transaction is told. */
    private Connection watched(Connection own) {
        return proxy((_, method, arguments) -> watch(own, method, arguments));
    }

    private @Nullable Object watch(Connection own, Method method, Object @Nullable [] arguments)
            throws Throwable {
        var result = invoke(own, method, arguments);
        switch (method.getName()) {
            case "commit" -> committed.run();
            case "close" -> undone.run();
            case "rollback" -> {
                if (arguments == null) {
                    undone.run();
                }
            }
            default -> {}
        }
        return result;
    }

    /** The connection, but for what would end its owner's transaction. */
    private static Connection borrowed(Connection owner) {
        return proxy((_, method, arguments) -> call(owner, method, arguments));
    }

    private static Connection proxy(InvocationHandler calls) {
        return (Connection)
                Proxy.newProxyInstance(
                        JoiningDataSource.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        calls);
    }

    private static @Nullable Object call(
            Connection owner, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close", "commit", "setAutoCommit" -> null;
            case "rollback" -> {
                if (arguments == null) {
                    throw new SQLException(
                            "This transaction is another's: throw, and its owner rolls it back");
                }
                yield invoke(owner, method, arguments);
            }
            default -> invoke(owner, method, arguments);
        };
    }

    private static @Nullable Object invoke(
            Connection owner, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("Connections have the database's own user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
