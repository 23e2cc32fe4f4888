package org.copyhold.control.restore;

import org.copyhold.control.call.Call;
import org.copyhold.control.job.Columns;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a caller of StartRestoreJob wants, well-formed but not looked up.
 *
 * @param metadata how and where to restore, in the words of the resource's type
 * @param resourceType what type the caller takes the recovery point for; null for any
 * @param role the role given for it; null for none
 * @param token makes the same call again harmless; null for none
 */
public record RestoreRequest(
        Caller caller,
        Arn point,
        Map<String, String> metadata,
        @Nullable String resourceType,
        @Nullable Arn role,
        @Nullable String token) {
    public RestoreRequest {
        metadata = Map.copyOf(metadata);
    }

    /**
     * The call, when it can be recognised again.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when its token is
     *     empty or too long
     */
    public Optional<Call> call() {
        var parameters =
                List.of(
                        point.toString(),
                        Columns.json(new TreeMap<>(metadata)),
                        String.valueOf(resourceType),
                        String.valueOf(role));
        return Call.of(caller, "StartRestoreJob", token, parameters);
    }

    /** Restore metadata may name what is secret. */
    @Override
    public String toString() {
        return "RestoreRequest[" + point + "]";
    }
}
