package org.copyhold.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;

/** Says that something is refused, and how. */
public final class Refusals {
    private Refusals() {}

    /** What is called must be refused under that code, with a message that has that part. */
    public static void assertRefused(ThrowingCallable call, ErrorCode code, String part) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.message()).contains(part);
                        });
    }
}
