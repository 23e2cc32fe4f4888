package org.copyhold.control.job;

import java.util.Arrays;
import java.util.Optional;

/** In one word how a job ended, as AWS Backup writes it. */
public enum MessageCategory {
    SUCCESS("SUCCESS"),
    ACCESS_DENIED("AccessDenied"),
    INVALID_PARAMETERS("InvalidParameters"),
    /** Everything else: items left out of a backup, trouble with a store or a resource. */
    MISCELLANEOUS("MISCELLANEOUS");

    private final String wireName;

    MessageCategory(String wireName) {
        this.wireName = wireName;
    }

    /** The word clients filter by. */
    public String wireName() {
        return wireName;
    }

    /** The category of that word, in any case: AWS Backup's own manual writes it in several. */
    public static Optional<MessageCategory> named(String wireName) {
        return Arrays.stream(values())
                .filter(c -> c.wireName.equalsIgnoreCase(wireName))
                .findFirst();
    }
}
