package org.copyhold.api.wire;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What each member of AWS's shapes shows of a record: one table for all the shapes that show such
 * records, whether in full or as a line of a list. Thread-safe once filled.
 */
public final class Members<T> {
    private final Map<String, Function<T, @Nullable Object>> byName = new LinkedHashMap<>();
    private final Map<Class<?>, List<Member<T>>> byShape = new ConcurrentHashMap<>();

    /**
     * Adds a member.
     *
     * @param name the member's AWS name
     * @param value what it shows, in the SDK's type for it (text for an enum); null for nothing
     */
    public Members<T> with(String name, Function<T, @Nullable Object> value) {
        if (byName.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("Member " + name + " is told twice");
        }
        return this;
    }

    /** The names of all members. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** Sets all members of the shape that this table knows; gives the builder back. */
    public <B extends SdkPojo> B show(T record, B builder) {
        for (var member : byShape.computeIfAbsent(builder.getClass(), _ -> members(builder))) {
            var value = member.value().apply(record);
            if (value != null) {
                member.field().set(builder, value);
            }
        }
        return builder;
    }

    private List<Member<T>> members(SdkPojo builder) {
        var members = new ArrayList<Member<T>>();
        for (var field : builder.sdkFields()) {
            var value = byName.get(field.memberName());
            if (value != null) {
                members.add(new Member<>(field, value));
            }
        }
        return List.copyOf(members);
    }

    private record Member<T>(SdkField<?> field, Function<T, @Nullable Object> value) {}
}
