package org.copyhold.api.access;

import org.copyhold.control.access.Deed;
import org.copyhold.control.access.Target;
import org.copyhold.control.copy.CopyOrder;
import org.copyhold.control.policy.Keys;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request in the words of policies. AWS Backup names its members alike in all operations. */
final class Request {
    private static final List<String> VAULT_NAMES =
            List.of("BackupVaultName", "SourceBackupVaultName");
    private static final List<String> TAGS =
            List.of("Tags", "BackupVaultTags", "RecoveryPointTags", "BackupPlanTags");
    private static final List<String> DAYS =
            List.of("MinRetentionDays", "MaxRetentionDays", "ChangeableForDays");

    /** Operations whose ResourceArn names a thing of AWS Backup's, not what is backed up. */
    private static final Set<String> ON_ANYTHING =
            Set.of("TagResource", "UntagResource", "ListTags");

    private final Caller caller;
    private final String operation;
    private final Map<String, Object> members = new HashMap<>();

    Request(Caller caller, String operation, SdkPojo in) {
        this.caller = caller;
        this.operation = operation;
        for (SdkField<?> field : in.sdkFields()) {
            var value = field.getValueOrDefault(in);
            if (value != null) {
                members.put(field.memberName(), value);
            }
        }
    }

    /**
     * What it does.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException for an ARN that is
     *     none
     */
    Deed deed() {
        return new Deed("backup:" + operation, target(), keys(), arn("IamRoleArn"));
    }

    private Target target() {
        var vault = vault();
        var point = arn("RecoveryPointArn");
        if (point != null) {
            return new Target.OfPoint(point, vault);
        }
        if (vault != null) {
            return new Target.OfVault(vault);
        }
        if (members.get("BackupPlanId") instanceof String plan) {
            return new Target.Other(caller.arn("backup-plan:" + plan));
        }
        return ON_ANYTHING.contains(operation) ? tagged() : new Target.Anything();
    }

    private Target tagged() {
        var arn = arn("ResourceArn");
        if (arn == null) {
            return new Target.Anything();
        }
        var name = Vaults.name(arn);
        if (name.isPresent()) {
            return new Target.OfVault(vault(arn, name.get()));
        }
        return arn.service().equals("backup") && !arn.resource().startsWith("recovery-point:")
                ? new Target.Other(arn)
                : new Target.OfPoint(arn, null);
    }

    private @Nullable Arn vault() {
        for (var member : VAULT_NAMES) {
            if (members.get(member) instanceof String name) {
                return caller.arn("backup-vault:" + name);
            }
        }
        return null;
    }

    /** Old documentation writes {@code :vault:}; policies never do. */
    private static Arn vault(Arn arn, String name) {
        return Arn.of("backup", arn.region(), arn.account(), "backup-vault:" + name);
    }

    private Keys keys() {
        var keys = new Keys();
        for (var member : TAGS) {
            if (members.get(member) instanceof Map<?, ?> tags) {
                tags.forEach(
                        (key, value) ->
                                keys.with("aws:RequestTag/" + key, value).with("aws:TagKeys", key));
            }
        }
        if (members.get("TagKeyList") instanceof Collection<?> names) {
            names.forEach(name -> keys.with("aws:TagKeys", name));
        }
        for (var member : DAYS) {
            if (members.get(member) instanceof Number days) {
                keys.with("backup:" + member, days);
            }
        }
        if (members.get("DestinationBackupVaultArn") instanceof String destination) {
            keys.with("backup:CopyTargets", CopyOrder.destination(destination));
        }
        return keys;
    }

    private @Nullable Arn arn(String member) {
        return members.get(member) instanceof String text ? Arn.require(member, text) : null;
    }
}
