package org.copyhold.control.access;

import org.jspecify.annotations.Nullable;

/**
 * An account that the configuration names.
 *
 * @param id twelve digits
 * @param organization accounts of one organization may copy to each other; null for none
 */
public record Account(String id, String name, @Nullable String organization) {
    public Account {
        if (!id.matches("[0-9]{12}")) {
            throw new IllegalArgumentException(
                    "An account's id must have twelve digits, not " + id);
        }
    }
}
