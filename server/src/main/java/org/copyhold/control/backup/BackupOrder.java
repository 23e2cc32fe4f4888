package org.copyhold.control.backup;

import org.copyhold.control.call.Call;
import org.copyhold.control.job.Columns;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a caller of StartBackupJob wants, well-formed but not looked up.
 *
 * @param vault the vault to put the recovery point into, in the caller's account and Region
 * @param role the role given for it
 * @param lifecycle the recovery point's lifecycle
 * @param tags the recovery point's tags
 * @param options shown again, otherwise without effect on folders
 * @param token makes the same call again harmless; null for none
 */
public record BackupOrder(
        Caller caller,
        VaultName vault,
        Arn resource,
        Arn role,
        Windows windows,
        Lifecycle lifecycle,
        Tags tags,
        Map<String, String> options,
        @Nullable String token) {
    public BackupOrder {
        options = Map.copyOf(options);
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
                        vault.text(),
                        resource.toString(),
                        role.toString(),
                        windows.toString(),
                        lifecycle.text(),
                        Columns.json(tags.byKey()),
                        Columns.json(new TreeMap<>(options)));
        return Call.of(caller, "StartBackupJob", token, parameters);
    }
}
