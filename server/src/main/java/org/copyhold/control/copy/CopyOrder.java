package org.copyhold.control.copy;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.call.Call;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a caller of StartCopyJob wants, well-formed but not looked up.
 *
 * @param point the recovery point to copy
 * @param sourceVault the vault that holds it, in the caller's account and Region
 * @param destination the vault to copy to, as {@code …:backup-vault:name}
 * @param role the role given for it
 * @param lifecycle what is asked of the copy's lifecycle
 * @param token makes the same call again harmless; null for none
 * @param reencrypts whether the copy is to be sealed anew
 */
public record CopyOrder(
        Caller caller,
        Arn point,
        VaultName sourceVault,
        Arn destination,
        Arn role,
        AskedLifecycle lifecycle,
        @Nullable String token,
        boolean reencrypts) {
    private static final String VAULT = "backup-vault:";
    private static final String OLD_VAULT = "vault:";

    /** An order for a copy that is moved as it is. */
    public CopyOrder(
            Caller caller,
            Arn point,
            VaultName sourceVault,
            Arn destination,
            Arn role,
            AskedLifecycle lifecycle,
            @Nullable String token) {
        this(caller, point, sourceVault, destination, role, lifecycle, token, false);
    }

    /** The same order for a copy that is sealed anew. */
    public CopyOrder reencrypted() {
        return new CopyOrder(caller, point, sourceVault, destination, role, lifecycle, token, true);
    }

    /**
     * Reads the ARN of a destination. The API's own documentation writes {@code :vault:}, which
     * means {@code :backup-vault:}.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when it is no vault's
     */
    public static Arn destination(String text) {
        var arn = Arn.parse(text).filter(CopyOrder::isPlaced).orElseThrow(() -> invalid(text));
        var resource = arn.resource();
        var kind = resource.startsWith(VAULT) ? VAULT : OLD_VAULT;
        if (!resource.startsWith(kind)) {
            throw invalid(text);
        }
        var name = new VaultName(resource.substring(kind.length()));
        return new Arn(arn.partition(), "backup", arn.region(), arn.account(), VAULT + name.text());
    }

    /**
     * The call, when it can be recognised again.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when its token is
     *     empty or too long
     */
    public Optional<Call> call() {
        return Call.of(caller, "StartCopyJob", token, parameters());
    }

    /** The same for a call that wants no second copy: another call than one that does. */
    Optional<Call> callOnce() {
        var parameters = new ArrayList<>(parameters());
        parameters.add("once");
        return Call.of(caller, "StartCopyJob", token, parameters);
    }

    private List<String> parameters() {
        var parameters =
                List.of(
                        point.toString(),
                        sourceVault.text(),
                        destination.toString(),
                        role.toString(),
                        lifecycle.text());
        return reencrypts
                ? Stream.concat(parameters.stream(), Stream.of("reencrypt")).toList()
                : parameters;
    }

    private static boolean isPlaced(Arn arn) {
        return arn.service().equals("backup")
                && !arn.region().isEmpty()
                && !arn.account().isEmpty();
    }

    private static RuntimeException invalid(String text) {
        return INVALID_PARAMETER_VALUE.with(
                "Invalid DestinationBackupVaultArn "
                        + text
                        + ": it must look like"
                        + " arn:aws:backup:us-east-1:123456789012:backup-vault:name.");
    }
}
