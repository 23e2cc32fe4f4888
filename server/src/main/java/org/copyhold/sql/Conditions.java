package org.copyhold.sql;

import org.copyhold.kit.Position;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of a query that has optional filters, joined with {@code and}. Not thread-safe.
 */
public final class Conditions {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A first condition that always holds, such as {@code "account = :account"}. */
    public static Conditions where(String sql, String name, Object value) {
        return new Conditions().and(sql, name, value);
    }

    /**
     * Adds a condition with its one parameter; nothing when the value is absent. Instants go as
     * epoch milliseconds.
     */
    public Conditions and(String sql, String name, @Nullable Object value) {
        if (value != null) {
            texts.add(sql);
            values.put(name, value instanceof Instant at ? at.toEpochMilli() : value);
        }
        return this;
    }

    /**
     * Lets through what follows a position in the order {@code date desc, id desc}; all when it is
     * null.
     */
    public Conditions behind(@Nullable Position position, String dateColumn, String idColumn) {
        if (position != null) {
            texts.add("(" + dateColumn + ", " + idColumn + ") < (:positionRank, :positionId)");
            values.put("positionRank", position.rank());
            values.put("positionId", position.id());
        }
        return this;
    }

    /** The conditions as SQL, to stand behind {@code where}. */
    public String sql() {
        return texts.isEmpty() ? "1 = 1" : String.join(" and ", texts);
    }

    /** Gives the statement the parameters' values. */
    public <S extends SqlStatement<S>> S bind(S statement) {
        return statement.bindMap(values);
    }
}
