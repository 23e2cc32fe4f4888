package org.copyhold.api;

import org.copyhold.kit.Caller;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.model.BackupRequest;

/**
 * One operation of the API, in a class bearing its exact AWS name. Implementations name the two
 * model classes directly ({@code implements Operation<StartCopyJobRequest, StartCopyJobResponse>}):
 * the API reads them from the declaration. An answer with members that AWS has not is an {@link
 * org.copyhold.api.wire.Extended} one; an operation that AWS has not is in the table of extensions,
 * and takes the SDK's input of an operation like it. Called by many threads at once.
 */
public interface Operation<I extends BackupRequest, O extends SdkPojo> {
    /**
     * Answers one request, or refuses with a {@link org.copyhold.kit.BackupException}. Required
     * members of {@code in} are present and enum members hold known values.
     */
    O handle(Caller caller, I in);

    /**
     * Refuses what is malformed in a request: names, ARNs, lifecycles. Asked before anyone decides
     * whether the caller may, and looks nothing up.
     */
    default void check(Caller caller, I in) {}

    /** What policies call it, behind {@code backup:}. */
    default String action() {
        return name();
    }

    /** The operation's name. */
    default String name() {
        return getClass().getSimpleName();
    }
}
