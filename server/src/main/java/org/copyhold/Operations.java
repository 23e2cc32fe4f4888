package org.copyhold;

import org.copyhold.api.Operation;
import org.copyhold.api.backup.DescribeBackupJob;
import org.copyhold.api.backup.ListBackupJobSummaries;
import org.copyhold.api.backup.ListBackupJobs;
import org.copyhold.api.backup.StartBackupJob;
import org.copyhold.api.backup.StopBackupJob;
import org.copyhold.api.copy.DescribeCopyJob;
import org.copyhold.api.copy.ListCopyJobSummaries;
import org.copyhold.api.copy.ListCopyJobs;
import org.copyhold.api.copy.PreflightCopyJob;
import org.copyhold.api.copy.StartCopyJob;
import org.copyhold.api.copy.StopCopyJob;
import org.copyhold.api.point.DeleteRecoveryPoint;
import org.copyhold.api.point.DescribeRecoveryPoint;
import org.copyhold.api.point.DisassociateRecoveryPoint;
import org.copyhold.api.point.DisassociateRecoveryPointFromParent;
import org.copyhold.api.point.GetRecoveryPointRestoreMetadata;
import org.copyhold.api.point.ListRecoveryPointsByBackupVault;
import org.copyhold.api.point.ListRecoveryPointsByResource;
import org.copyhold.api.point.PointLookup;
import org.copyhold.api.point.UpdateRecoveryPointLifecycle;
import org.copyhold.api.resource.DescribeProtectedResource;
import org.copyhold.api.resource.GetSupportedResourceTypes;
import org.copyhold.api.resource.ListProtectedResources;
import org.copyhold.api.resource.ListProtectedResourcesByBackupVault;
import org.copyhold.api.restore.DescribeRestoreJob;
import org.copyhold.api.restore.GetRestoreJobMetadata;
import org.copyhold.api.restore.ListRestoreJobSummaries;
import org.copyhold.api.restore.ListRestoreJobs;
import org.copyhold.api.restore.StartRestoreJob;
import org.copyhold.api.setting.DescribeGlobalSettings;
import org.copyhold.api.setting.DescribeRegionSettings;
import org.copyhold.api.setting.UpdateGlobalSettings;
import org.copyhold.api.setting.UpdateRegionSettings;
import org.copyhold.api.tag.ListTags;
import org.copyhold.api.tag.TagResource;
import org.copyhold.api.tag.Taggables;
import org.copyhold.api.tag.UntagResource;
import org.copyhold.api.vault.CreateBackupVault;
import org.copyhold.api.vault.DeleteBackupVault;
import org.copyhold.api.vault.DeleteBackupVaultAccessPolicy;
import org.copyhold.api.vault.DeleteBackupVaultLockConfiguration;
import org.copyhold.api.vault.DeleteBackupVaultNotifications;
import org.copyhold.api.vault.DescribeBackupVault;
import org.copyhold.api.vault.GetBackupVaultAccessPolicy;
import org.copyhold.api.vault.GetBackupVaultNotifications;
import org.copyhold.api.vault.ListBackupVaults;
import org.copyhold.api.vault.PutBackupVaultAccessPolicy;
import org.copyhold.api.vault.PutBackupVaultLockConfiguration;
import org.copyhold.api.vault.PutBackupVaultNotifications;

import java.util.List;

/** The operations of AWS Backup that this server has. */
final class Operations {
    private Operations() {}

    static List<Operation<?, ?>> over(Keepers keepers) {
        var vaults = keepers.vaults;
        var points = keepers.points;
        var lookup = new PointLookup(vaults, points);
        var taggables = new Taggables(vaults, points, keepers.upkeep::wake);
        var subjects = keepers.protectedResources;
        var backups = keepers.backupJobs;
        var copies = keepers.copyJobs;
        var restores = keepers.restoreJobs;
        return List.of(
                new CreateBackupVault(vaults),
                new DescribeBackupVault(vaults),
                new ListBackupVaults(vaults),
                new DeleteBackupVault(vaults),
                new PutBackupVaultLockConfiguration(vaults, keepers.vaultLocks),
                new DeleteBackupVaultLockConfiguration(vaults, keepers.vaultLocks),
                new PutBackupVaultNotifications(vaults, keepers.events.notifications),
                new GetBackupVaultNotifications(vaults, keepers.events.notifications),
                new DeleteBackupVaultNotifications(vaults, keepers.events.notifications),
                new UpdateGlobalSettings(keepers.globalSettings),
                new DescribeGlobalSettings(keepers.globalSettings),
                new UpdateRegionSettings(keepers.regionSettings),
                new DescribeRegionSettings(keepers.regionSettings),
                new PutBackupVaultAccessPolicy(vaults, keepers.access.vaultPolicies),
                new GetBackupVaultAccessPolicy(vaults, keepers.access.vaultPolicies),
                new DeleteBackupVaultAccessPolicy(vaults, keepers.access.vaultPolicies),
                new DescribeRecoveryPoint(lookup),
                new DeleteRecoveryPoint(lookup, keepers.deletions),
                new UpdateRecoveryPointLifecycle(
                        lookup, keepers.lifecycleChanges, keepers.upkeep::wake),
                new DisassociateRecoveryPoint(vaults, lookup),
                new DisassociateRecoveryPointFromParent(
                        lookup, points.composites(), keepers.upkeep::wake),
                new GetRecoveryPointRestoreMetadata(lookup),
                new ListRecoveryPointsByBackupVault(vaults, points),
                new ListRecoveryPointsByResource(points),
                new TagResource(taggables),
                new UntagResource(taggables),
                new ListTags(taggables),
                new ListProtectedResources(subjects),
                new DescribeProtectedResource(subjects),
                new ListProtectedResourcesByBackupVault(vaults, subjects),
                new GetSupportedResourceTypes(),
                new StartBackupJob(backups),
                new DescribeBackupJob(backups),
                new ListBackupJobs(backups),
                new ListBackupJobSummaries(backups, keepers.clock),
                new StopBackupJob(backups),
                new StartCopyJob(copies),
                new DescribeCopyJob(copies, keepers.clock),
                new ListCopyJobs(copies, keepers.clock),
                new StopCopyJob(copies),
                new PreflightCopyJob(keepers.preflight),
                new ListCopyJobSummaries(copies, keepers.clock),
                new StartRestoreJob(restores),
                new DescribeRestoreJob(restores),
                new ListRestoreJobs(restores),
                new ListRestoreJobSummaries(restores, keepers.clock),
                new GetRestoreJobMetadata(restores));
    }
}
