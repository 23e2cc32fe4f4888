package org.copyhold.store.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Connections of a process that may die before or behind a commit, and of a database that may ask
 * for a transaction once more, or not say whether it was committed. What was not committed is
 * rolled back.
 */
final class MortalDatabase {
    private static final String AGAIN = "40001";
    private static final String GONE = "08006";

    private MortalDatabase() {}

    static DataSource over(DataSource source, Disaster disaster) {
        return proxy(
                DataSource.class,
                (method, call) -> {
                    if (!method.equals("getConnection")) {
                        return call.run();
                    }
                    disaster.alive();
                    return mortal((Connection) call.run(), disaster);
                },
                source);
    }

    private static Connection mortal(Connection connection, Disaster disaster) {
        return proxy(
                Connection.class,
                (method, call) -> {
                    if (!method.equals("commit")) {
                        return call.run();
                    }
                    disaster.event();
                    if (disaster.fails()) {
                        throw new SQLException("Another transaction came in between", AGAIN);
                    }
                    var result = call.run();
                    disaster.event();
                    if (disaster.fails()) {
                        throw new SQLException("The database went away", GONE);
                    }
                    return result;
                },
                connection);
    }

    /** A call that was intercepted. */
    private interface Call {
        Object run() throws Throwable;
    }

    private interface Interceptor {
        Object intercept(String method, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Interceptor interceptor, T target) {
        return type.cast(
                Proxy.newProxyInstance(
                        MortalDatabase.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                interceptor.intercept(
                                        method.getName(),
                                        () -> {
                                            try {
                                                return method.invoke(target, arguments);
                                            } catch (InvocationTargetException e) {
                                                throw e.getCause();
                                            }
                                        })));
    }
}
