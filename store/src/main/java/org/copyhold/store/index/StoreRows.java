package org.copyhold.store.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The stores that the database knows. Thread-safe. */
public final class StoreRows {
    private final StoreDatabase database;

    public StoreRows(StoreDatabase database) {
        this.database = database;
    }

    /**
     * A store.
     *
     * @param id number of its row
     * @param uuid as its {@code store.json} says
     */
    public record StoreRow(long id, String uuid) {}

    /** The store that was last opened at this location. */
    public Optional<StoreRow> at(String location) {
        return database.read(connection -> find(connection, "location", location));
    }

    /** The location of the store whose a committed or half deleted point is. */
    public Optional<String> of(String point) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    select s.location from store_point p join store_store s on s.id = p.store
                                    where p.id = ? and p.state in ('COMMITTED', 'DELETING')
                                    """)) {
                        statement.setString(1, point);
                        try (var found = statement.executeQuery()) {
                            return found.next()
                                    ? Optional.of(found.getString(1))
                                    : Optional.<String>empty();
                        }
                    }
                });
    }

    /** UUIDs of the stores that were last opened where none is to be now. */
    public Set<String> elsewhere(Predicate<String> isCurrent) {
        return database.read(
                connection -> {
                    try (var statement =
                                    connection.prepareStatement(
                                            "select uuid, location from store_store");
                            var found = statement.executeQuery()) {
                        var uuids = new HashSet<String>();
                        while (found.next()) {
                            if (!isCurrent.test(found.getString(2))) {
                                uuids.add(found.getString(1));
                            }
                        }
                        return uuids;
                    }
                });
    }

    /**
     * The way that points move.
     *
     * @param from location of the store that they leave
     * @param to location of the one that they come to
     */
    public record Route(String from, String to) {}

    /** Ways on which a move has not ended. */
    public List<Route> routes() {
        return database.read(
                connection -> {
                    try (var statement =
                                    connection.prepareStatement(
                                            """
                                            select distinct s.location, t.location from store_move m
                                            join store_store s on s.id = m.source
                                            join store_store t on t.id = m.target
                                            """);
                            var found = statement.executeQuery()) {
                        var routes = new ArrayList<Route>();
                        while (found.next()) {
                            routes.add(new Route(found.getString(1), found.getString(2)));
                        }
                        return routes;
                    }
                });
    }

    /** The store of this UUID, which from now on is at this location. */
    public StoreRow register(String uuid, String location) {
        return database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    """
                                    insert into store_store (uuid, location) values (?, ?)
                                    on conflict (uuid) do update set location = excluded.location
                                    """)) {
                        statement.setString(1, uuid);
                        statement.setString(2, location);
                        statement.executeUpdate();
                    }
                    return find(connection, "uuid", uuid).orElseThrow();
                });
    }

    private static Optional<StoreRow> find(Connection connection, String column, String value)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select id, uuid from store_store where " + column + " = ?")) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new StoreRow(rows.getLong(1), rows.getString(2)))
                        : Optional.empty();
            }
        }
    }
}
