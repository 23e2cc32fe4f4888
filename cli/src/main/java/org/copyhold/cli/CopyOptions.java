package org.copyhold.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be copied, and how: StartCopyJob's input. */
final class CopyOptions {
    @Parameters(
            index = "0",
            paramLabel = "RECOVERY-POINT",
            description = "The ARN of the recovery point to copy.")
    private String point = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "VAULT",
            description = "The name of the vault that holds it.")
    private String sourceVault = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "VAULT-ARN",
            description =
                    "The vault to copy into, such as"
                            + " arn:aws:backup:eu-west-1:123456789012:backup-vault:copies.")
    private String destination = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE-ARN",
            description =
                    "The role given for the copy (default:"
                        + " role/service-role/AWSBackupDefaultServiceRole of the recovery point's"
                        + " account).")
    private @Nullable String role;

    @Option(
            names = "--delete-after",
            paramLabel = "DAYS",
            description =
                    "Days from the creation of what is copied to the copy's deletion; -1 keeps the"
                            + " date that it has (default: its whole lifecycle).")
    private @Nullable Long deleteAfterDays;

    @Option(
            names = "--cold-after",
            paramLabel = "DAYS",
            description = "Days from the creation of what is copied to cold storage.")
    private @Nullable Long coldAfterDays;

    @Option(
            names = "--reencrypt",
            description =
                    "Open everything and seal it anew, so that what opened the recovery point does"
                            + " not open its copy.")
    private boolean reencrypt;

    Arn point() {
        return Arn.parse(point).orElseThrow(() -> new Refusal("\"" + point + "\" is no ARN."));
    }

    /** The body of a StartCopyJob request. */
    ObjectNode body() {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("RecoveryPointArn", point);
        body.put("SourceBackupVaultName", sourceVault);
        body.put("DestinationBackupVaultArn", destination);
        body.put("IamRoleArn", role != null ? role : defaultRole());
        if (deleteAfterDays != null || coldAfterDays != null) {
            var lifecycle = body.putObject("Lifecycle");
            if (deleteAfterDays != null) {
                lifecycle.put("DeleteAfterDays", deleteAfterDays);
            }
            if (coldAfterDays != null) {
                lifecycle.put("MoveToColdStorageAfterDays", coldAfterDays);
            }
        }
        if (reencrypt) {
            body.put("Reencrypt", true);
        }
        return body;
    }

    private String defaultRole() {
        var account = point().account();
        if (account.isEmpty()) {
            throw new Refusal("Name a role with --role: " + point + " does not tell its account.");
        }
        return Arn.of("iam", "", account, "role/service-role/AWSBackupDefaultServiceRole")
                .toString();
    }
}
