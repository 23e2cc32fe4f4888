package org.copyhold.control.point;

import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/** How a recovery point belongs with others. */
public sealed interface Composition {
    /** What a store keeps of it, so that the service's rows can be made again. */
    default Map<String, String> labels() {
        return Map.of();
    }

    /** What {@link #labels} tells of. */
    static Composition of(Map<String, String> labels) {
        var composite = labels.get("composite");
        return composite == null
                ? new Single()
                : new Member(
                        Arn.require("composite", composite),
                        Arn.require("stack", labels.getOrDefault("stack", "")),
                        labels.getOrDefault("member", ""));
    }

    /** One that belongs with no other. */
    record Single() implements Composition {}

    /**
     * One that consists of its members, in the same vault, and has no bytes of its own.
     *
     * @param lifeFrom when the member was created that lives longest: the composite's lifecycle
     *     counts from there, so that it ends no earlier; null for one that is not made yet
     */
    record Composite(@Nullable Instant lifeFrom) implements Composition {}

    /**
     * A part of a composite one.
     *
     * @param composite the ARN that the composite has, once all of its members are made
     * @param stack the resource that the composite is of
     * @param name what the stack calls the member
     */
    record Member(Arn composite, Arn stack, String name) implements Composition {
        @Override
        public Map<String, String> labels() {
            return Map.of(
                    "composite", composite.toString(),
                    "stack", stack.toString(),
                    "member", name);
        }
    }
}
