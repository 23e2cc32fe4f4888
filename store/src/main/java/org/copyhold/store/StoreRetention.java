package org.copyhold.store;

import org.copyhold.store.blob.Retention;
import org.copyhold.store.index.AnnouncedPoint;
import org.copyhold.store.index.PointChanges;
import org.copyhold.store.index.Retentions;
import org.copyhold.store.index.Sweeps.Root;
import org.copyhold.store.index.Works;
import org.copyhold.store.retain.Retaining;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has a store's storage keep recovery points from being deleted, where it can: their packs, which
 * they share, to the end of a generation, and their records as long as was asked. Thread-safe.
 */
public final class StoreRetention {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRetention.class);
    private static final int PORTION = 500;
    private static final String POINTS = "points/";

    private final SealedStore store;
    private final PointChanges changes;
    private final Retentions rows;
    private final Retaining retaining;
    private final Works works;

    /** Whether a job of that name, if there is one, is this process's. */
    private final AtomicBoolean isOurs = new AtomicBoolean();

    /** Records that many points share, and how this process has seen them to be kept. */
    private final Map<String, Retention> shared = new ConcurrentHashMap<>();

    StoreRetention(SealedStore store, PointChanges changes, Retentions rows, Works works) {
        this.store = store;
        this.changes = changes;
        this.works = works;
        this.rows = rows;
        this.retaining = new Retaining(store.blobs(), store.index(), rows);
    }

    /** Whether the storage keeps anything; what is asked for is left undone where it does not. */
    public boolean isPossible() {
        return store.blobs().retains();
    }

    /** How these points are kept; those that are not are left out. */
    public Map<String, Retention> of(Collection<String> points) {
        return rows.of(points);
    }

    /** Has all kept that a point needs which is about to be committed. */
    void beforeCommit(Work work, AnnouncedPoint point, Retention wanted) {
        if (!isPossible() || isOver(wanted)) {
            return;
        }
        retaining.beforeCommit(work, root(point), wanted);
        keepRecords(point.id(), point.vault(), wanted);
        rows.retained(point.id(), wanted);
    }

    /** Has all kept that a point needs which is about to become this store's, as it was. */
    void beforeMove(Work work, CommittedPoint point, Retention wanted) {
        if (isOver(wanted)) {
            return;
        }
        if (!isPossible()) {
            throw new StoreException.Unavailable(
                    "Recovery point %s is kept from deletion until %s, and %s keeps nothing."
                            .formatted(point.id(), wanted.until(), store.location()),
                    "It moves when that time is over, or when object lock is enabled there.",
                    false,
                    null);
        }
        retaining.beforeCommit(work, root(point), wanted);
        keepRecords(point.id(), point.vault(), wanted);
    }

    private static Root root(CommittedPoint point) {
        return new Root(point.id(), point.top(), point.topLength(), point.height());
    }

    private boolean isOver(Retention wanted) {
        return !wanted.until().isAfter(rows.now());
    }

    private static Root root(AnnouncedPoint point) {
        return new Root(point.id(), point.top(), point.topLength(), point.height());
    }

    /**
     * Has a committed point kept, unless it is kept so already. The caller sees to it that nobody
     * deletes it meanwhile.
     *
     * @throws StoreException.Missing when there is no such point, or what it needs is not there
     */
    public void keep(String point, Retention wanted) {
        var known = rows.of(List.of(point)).get(point);
        if (!isPossible() || isOver(wanted) || (known != null && known.covers(wanted))) {
            return;
        }
        var all = known == null ? wanted : wanted.and(known);
        isOurs.set(true);
        var work = store.begin(job());
        try {
            var committed = store.pin(work, point);
            retaining.keep(work, root(committed), all);
            keepRecords(point, committed.vault(), all);
            rows.retained(point, all);
        } finally {
            changes.end(work, List.of(), Statements.NONE);
        }
    }

    /**
     * Ends what a process that died was having kept, so that it holds nothing any more: perhaps
     * nobody asks for it again.
     */
    void settle() {
        if (!isOurs.getAndSet(true) && works.isBegun(job())) {
            changes.end(store.begin(job()), List.of(), Statements.NONE);
        }
    }

    private String job() {
        return "retention-" + store.id();
    }

    private void keepRecords(String point, String vault, Retention wanted) {
        store.objects().keep(point, vault, name -> keepRecord(name, wanted));
    }

    private void keepRecord(String name, Retention wanted) {
        if (name.startsWith(POINTS)) {
            retaining.keep(name, wanted);
            return;
        }
        var whole = wanted.toGeneration();
        var known = shared.get(name);
        if (known == null || !known.covers(whole)) {
            var all = known == null ? whole : whole.and(known);
            retaining.keep(name, all);
            shared.put(name, all);
        }
    }

    /** Keeps the records that a point has come to have as those that it had. */
    void keepRecordsOf(CommittedPoint point) {
        var known = rows.of(List.of(point.id())).get(point.id());
        if (known != null && isPossible() && !isOver(known)) {
            keepRecords(point.id(), point.vault(), known);
        }
    }

    /**
     * Brings back what somebody has hidden though the storage keeps it: nothing of ours does that.
     *
     * @return the names of what is back
     */
    public List<String> uncover() {
        return store.blobs().hidden("").stream().filter(store.blobs()::uncover).toList();
    }

    /** Removes what was to go before and had to stay. */
    void clear() {
        for (var name : rows.leftovers(PORTION)) {
            try {
                if (name.startsWith(POINTS) && store.points.has(name.split("/", -1)[1])) {
                    rows.gone(name); // the point was given up here, and has come after all
                } else {
                    store.objects().clear(name);
                }
            } catch (StoreException e) {
                LOG.warn("{} stays for now: {}", name, e.explained());
            }
        }
    }

    Retentions rows() {
        return rows;
    }
}
