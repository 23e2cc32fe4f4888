package org.copyhold.work;

import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.point.Dates;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultRecords;
import org.copyhold.store.Contents;
import org.copyhold.store.NewPoint;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.tree.Tree;

/** The recovery point that a backup is about to commit. */
record MadePoint(BackupJob job, Vault vault, Dates dates, BackupFacts facts, Tree tree) {
    /** As the service keeps it. */
    RecoveryPoint point() {
        var subject = job.subject();
        return new RecoveryPoint(
                job.pointId(),
                job.point(),
                home(vault),
                new Origin(subject.resource(), subject.type(), subject.name(), job.roleArn(), null),
                dates,
                tree.logicalBytes(),
                facts.restore(),
                RecoveryPoint.State.initial(
                        job.lifecycle(), job.tags(), job.kinship().composition()));
    }

    /** As the store keeps it. */
    NewPoint forStore(VaultRecords.Kept record, DomainSecret domain) {
        var contents = new Contents.Ingested(domain, tree, facts.bytes());
        return Labels.newPoint(point(), vault, record, null, contents);
    }

    /** A vault as its recovery points show it. */
    static RecoveryPoint.Home home(Vault vault) {
        return new RecoveryPoint.Home(
                vault.id(),
                vault.name(),
                vault.account(),
                vault.region(),
                vault.encryptionKeyArn());
    }
}
