package org.copyhold.api.wire;

import org.copyhold.kit.ErrorCode;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a request structure may and must hold; worked out once for each model class, and then read
 * without reflection.
 */
final class Shape {
    /** Its refusal has words of its own, which clients match on. */
    private static final String NOTIFICATIONS = "BackupVaultEvents";

    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> model) {
                    return new Shape(model, Models.builder(model));
                }
            };

    private final Map<MarshallLocation, Map<String, Member>> members =
            new EnumMap<>(MarshallLocation.class);
    private final List<SdkField<?>> required;

    /** A member, and the values it may have if it is an enumeration; an empty set allows all. */
    record Member(SdkField<?> field, Set<String> allowed) {
        String check(String value) {
            if (!allowed.isEmpty() && !allowed.contains(value)) {
                throw ErrorCode.INVALID_PARAMETER_VALUE.with(refusal(value));
            }
            return value;
        }

        private String refusal(String value) {
            if (field.memberName().equals(NOTIFICATIONS)) {
                return "Please select from the following list of notifications " + allowed;
            }
            return "Invalid value \""
                    + value
                    + "\" for "
                    + field.locationName()
                    + ". Valid values: "
                    + String.join(", ", allowed)
                    + ".";
        }
    }

    private Shape(Class<?> model, SdkPojo pojo) {
        var byName = new HashMap<String, SdkField<?>>();
        for (var field : pojo.sdkFields()) {
            byName.put(field.memberName(), field);
            members.computeIfAbsent(field.location(), _ -> new HashMap<>())
                    .put(field.locationName(), new Member(field, allowed(model, field)));
        }
        required =
                Table.Required.of(model).stream()
                        .<SdkField<?>>map(name -> field(model, byName, name))
                        .toList();
    }

    /** The shape of the structure that {@code builder} builds. */
    static Shape of(SdkPojo builder) {
        return SHAPES.get(Models.built(builder));
    }

    Map<String, Member> at(MarshallLocation location) {
        return members.getOrDefault(location, Map.of());
    }

    /** Refuses a structure that lacks a member it must have, naming the first. */
    void requireAll(SdkPojo structure) {
        for (var field : required) {
            var value = field.getValueOrDefault(structure);
            if (absent(value) || (field.location() == MarshallLocation.PATH && "".equals(value))) {
                throw ErrorCode.MISSING_PARAMETER_VALUE.with(
                        "Missing required parameter: " + field.memberName() + ".");
            }
        }
    }

    static boolean absent(@Nullable Object value) {
        return value == null
                || value instanceof SdkAutoConstructList<?>
                || value instanceof SdkAutoConstructMap<?, ?>;
    }

    private static SdkField<?> field(Class<?> model, Map<String, SdkField<?>> byName, String name) {
        var field = byName.get(name);
        if (field == null) {
            throw new IllegalStateException(
                    model.getSimpleName() + " has no member " + name + "; see required.tsv.");
        }
        return field;
    }

    /** The SDK's fields call an enumeration a string; its getter tells. */
    private static Set<String> allowed(Class<?> model, SdkField<?> field) {
        var kind = field.marshallingType().getKnownType();
        if (kind != MarshallingKnownType.STRING && kind != MarshallingKnownType.LIST) {
            return Set.of();
        }
        return Arrays.stream(model.getMethods())
                .filter(m -> m.getName().equalsIgnoreCase(field.memberName()))
                .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
                .flatMap(m -> constants(m.getGenericReturnType()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> constants(Type type) {
        if (type instanceof ParameterizedType list) {
            return constants(list.getActualTypeArguments()[0]);
        }
        if (!(type instanceof Class<?> c) || !c.isEnum()) {
            return Set.of();
        }
        return Arrays.stream(c.getEnumConstants())
                .filter(e -> !((Enum<?>) e).name().equals("UNKNOWN_TO_SDK_VERSION"))
                .map(Object::toString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
