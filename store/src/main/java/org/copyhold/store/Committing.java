package org.copyhold.store;

import org.copyhold.store.index.AnnouncedPoint;
import org.copyhold.store.index.PointChanges;

/** What a commit writes, in its order, before the transaction that makes its point visible. */
record Committing(
        PointChanges changes, PointObjects objects, Sealing sealing, StoreRetention retention) {

    void commit(Work work, NewPoint point, Statements then) {
        var closed = sealing.close(point);
        var record = closed.record();
        var announced =
                new AnnouncedPoint(
                        point.point(),
                        point.account(),
                        point.vault(),
                        point.resource(),
                        record.top(),
                        record.topLength(),
                        record.height(),
                        closed.rootHash());
        changes.announce(work, announced);
        objects.writeKey(point.key());
        if (point.contents() instanceof Contents.Ingested ingested) {
            objects.writeKey(ingested.domain());
        }
        objects.writeVault(point.vaultRecord());
        objects.writePoint(point.point(), closed.root(), closed.wrap(), point.state());
        var wanted = point.retention();
        if (wanted != null) {
            retention.beforeCommit(work, announced, wanted);
        }
        changes.commit(work, point.point(), then);
    }
}
