package org.copyhold.control.policy;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import com.fasterxml.jackson.databind.JsonNode;

import org.copyhold.kit.BackupException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A value in a policy document and where it stands.
 *
 * @param path such as {@code Statement[0].Effect}; empty for the document
 */
record Place(String path, JsonNode value) {
    /** The member of that name, if there is one. */
    Optional<Place> member(String name) {
        return Optional.ofNullable(value.get(name))
                .map(it -> new Place(path.isEmpty() ? name : path + "." + name, it));
    }

    /** All members, in the document's order. */
    List<Member> members() {
        requireObject();
        return value.propertyStream()
                .map(it -> new Member(it.getKey(), member(it.getKey()).orElseThrow()))
                .toList();
    }

    /** The items of a list, or the one thing that stands there instead of a list; never none. */
    List<Place> items() {
        if (!value.isArray()) {
            return List.of(this);
        }
        var items = new ArrayList<Place>();
        for (var item : value) {
            items.add(new Place(path + "[" + items.size() + "]", item));
        }
        if (items.isEmpty()) {
            throw refusal("the list is empty");
        }
        return items;
    }

    String text() {
        if (!value.isTextual()) {
            throw refusal("a text belongs here");
        }
        return value.textValue();
    }

    /** As {@link #text}, but numbers and booleans need no quotes. */
    String scalar() {
        if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
            throw refusal("a text, a number, true or false belongs here");
        }
        return value.asText();
    }

    /** Refuses members of other names: one misspelled would else say nothing. */
    void allowOnly(Set<String> names) {
        for (var member : members()) {
            if (!names.contains(member.name())) {
                throw member.place().refusal("a policy has no such element here");
            }
        }
    }

    void requireObject() {
        if (!value.isObject()) {
            throw refusal("an object in braces belongs here");
        }
    }

    BackupException refusal(String why) {
        return INVALID_PARAMETER_VALUE.with(
                "Invalid policy: " + (path.isEmpty() ? "" : path + ": ") + why + ".");
    }

    /** A member of an object. */
    record Member(String name, Place place) {}
}
