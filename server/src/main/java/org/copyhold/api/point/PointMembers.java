package org.copyhold.api.point;

import org.copyhold.api.job.Lifecycles;
import org.copyhold.api.wire.Members;
import org.copyhold.control.point.Composition;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoint;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.backup.model.CalculatedLifecycle;
import software.amazon.awssdk.services.backup.model.VaultType;

import java.util.function.Function;

/** How clients see a recovery point. */
final class PointMembers {
    static final Members<RecoveryPoint> ALL =
            new Members<RecoveryPoint>()
                    .with("RecoveryPointArn", point -> point.arn().toString())
                    .with("BackupVaultName", point -> point.home().vaultName())
                    .with("BackupVaultArn", point -> point.home().vaultArn().toString())
                    .with("SourceBackupVaultArn", point -> text(point.origin().sourceVault()))
                    .with("ResourceArn", point -> point.origin().resource().toString())
                    .with("ResourceType", point -> point.origin().resourceType())
                    .with("ResourceName", point -> point.origin().resourceName())
                    .with("IamRoleArn", point -> point.origin().iamRoleArn())
                    .with("Status", point -> point.status().name())
                    .with("CreationDate", point -> point.dates().created())
                    .with("InitiationDate", point -> point.dates().initiated())
                    .with("CompletionDate", point -> point.dates().completed())
                    .with("BackupSizeInBytes", RecoveryPoint::sizeBytes)
                    .with("BackupSizeBytes", RecoveryPoint::sizeBytes)
                    .with("Lifecycle", point -> Lifecycles.write(point.lifecycle()))
                    .with("CalculatedLifecycle", PointMembers::calculated)
                    .with("EncryptionKeyArn", point -> point.home().encryptionKeyArn())
                    .with("IsEncrypted", _ -> true)
                    .with("StorageClass", point -> point.storageClass().name())
                    .with("IsParent", RecoveryPoint::isComposite)
                    .with(
                            "ParentRecoveryPointArn",
                            point -> member(point, it -> it.composite().toString()))
                    .with(
                            "CompositeMemberIdentifier",
                            point -> member(point, Composition.Member::name))
                    .with("StatusMessage", PointMembers::statusMessage)
                    .with("VaultType", _ -> VaultType.BACKUP_VAULT.toString())
                    .with("RestoreMetadata", RecoveryPoint::metadata);

    private PointMembers() {}

    private static @Nullable CalculatedLifecycle calculated(RecoveryPoint point) {
        if (point.lifecycle().equals(Lifecycle.NONE)) {
            return null;
        }
        var shown = CalculatedLifecycle.builder();
        point.coldAt().ifPresent(shown::moveToColdStorageAt);
        point.deleteAt().ifPresent(shown::deleteAt);
        return shown.build();
    }

    private static @Nullable String member(
            RecoveryPoint point, Function<Composition.Member, String> what) {
        return point.composition() instanceof Composition.Member member ? what.apply(member) : null;
    }

    private static @Nullable String statusMessage(RecoveryPoint point) {
        return point.status() == PointStatus.PARTIAL
                ? "Nested recovery points are missing: not made, deleted or disassociated."
                : null;
    }

    private static @Nullable String text(@Nullable Object arn) {
        return arn == null ? null : arn.toString();
    }
}
