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

/**
 * What a caller of StartCopyJob wants, well-formed but not looked up.
 *
 * @param point the recovery point to copy
 * @param sourceVault the vault that holds it, in the caller's account and Region
 * @param destination the vault to copy to, as {@code …:backup-vault:name}
 * @param role the role given for it
 * @param lifecycle what is asked of the copy's lifecycle
 * @param token makes the same call again harmless; null for none
 * @param options what it is to do beyond AWS
 */
public record CopyOrder(
        Caller caller,
        Arn point,
        VaultName sourceVault,
        Arn destination,
        Arn role,
        AskedLifecycle lifecycle,
        @Nullable String token,
        CopyOptions options) {
    private static final String VAULT = "backup-vault:";
    private static final String OLD_VAULT = "vault:";

    /** An order as AWS knows it. */
    public CopyOrder(
            Caller caller,
            Arn point,
            VaultName sourceVault,
            Arn destination,
            Arn role,
            AskedLifecycle lifecycle,
            @Nullable String token) {
        this(caller, point, sourceVault, destination, role, lifecycle, token, CopyOptions.NONE);
    }

    /** The same order with these options. */
    public CopyOrder with(CopyOptions asked) {
        return new CopyOrder(
                caller, point, sourceVault, destination, role, lifecycle, token, asked);
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
                new ArrayList<>(
                        List.of(
                                point.toString(),
                                sourceVault.text(),
                                destination.toString(),
                                role.toString(),
                                lifecycle.text()));
        parameters.addAll(options.words());
        return parameters;
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
