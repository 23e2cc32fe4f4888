package org.copyhold.control.event;

import org.copyhold.control.job.Kinship;
import org.copyhold.control.point.Composition;
import org.copyhold.control.point.Lifecycle;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event's members, in the order they are added; what is absent is left out. Not thread-safe. */
final class Detail {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Adds a member. Dates go as text to the millisecond, maps and numbers as they are. */
    Detail with(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Instant at -> members.put(name, date(at));
            case Number number -> members.put(name, number);
            case Map<?, ?> map -> members.put(name, map);
            default -> members.put(name, value.toString());
        }
        return this;
    }

    /** Adds a text unless it is empty. */
    Detail message(String name, @Nullable String text) {
        return with(name, text == null || text.isEmpty() ? null : text);
    }

    /** Adds how a job belongs with others; nothing when it does not. */
    Detail kinship(Kinship kinship) {
        return switch (kinship) {
            case Kinship.Alone _ -> this;
            case Kinship.Parent _ -> with("isParent", "true");
            case Kinship.Child child ->
                    with("parentJobId", child.parent())
                            .with("compositeMemberIdentifier", child.place().name());
        };
    }

    /** Adds how a recovery point belongs with others; nothing when it does not. */
    Detail composition(Composition composition) {
        return switch (composition) {
            case Composition.Single _ -> this;
            case Composition.Composite _ -> with("isParent", "true");
            case Composition.Member member ->
                    with("parentRecoveryPointArn", member.composite())
                            .with("compositeMemberIdentifier", member.name());
        };
    }

    /** Adds days of a lifecycle, and the dates they come to; nothing when there are none. */
    Detail lifecycle(Lifecycle lifecycle, Instant created) {
        var days = new Detail();
        lifecycle
                .coldAfterDays()
                .ifPresent(count -> days.with("moveToColdStorageAfterDays", count));
        lifecycle.deleteAfterDays().ifPresent(count -> days.with("deleteAfterDays", count));
        if (days.members.isEmpty()) {
            return this;
        }
        return with("lifecycle", days.members())
                .with(
                        "calculatedLifeCycle",
                        new Detail()
                                .with("moveToColdStorageAt", lifecycle.coldAt(created).orElse(null))
                                .with("deleteAt", lifecycle.deleteAt(created).orElse(null))
                                .members());
    }

    Map<String, Object> members() {
        return members;
    }

    /** A date as events and notifications write it. */
    static String date(Instant at) {
        return MILLISECONDS.format(at);
    }
}
