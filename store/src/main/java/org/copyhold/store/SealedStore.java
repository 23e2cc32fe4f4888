package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.CryptoProvider;
import org.copyhold.store.copy.CopyEstimate;
import org.copyhold.store.copy.CopyProgress;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.copy.Copying;
import org.copyhold.store.copy.Estimating;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackAdoption;
import org.copyhold.store.index.PointChanges;
import org.copyhold.store.index.Points;
import org.copyhold.store.index.Retentions;
import org.copyhold.store.index.Scrubs;
import org.copyhold.store.index.StaleHints;
import org.copyhold.store.index.StoreDatabase;
import org.copyhold.store.index.StoreRows.StoreRow;
import org.copyhold.store.index.Sweeps;
import org.copyhold.store.index.Works;
import org.copyhold.store.record.SignedRecords;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKeys;
import org.copyhold.store.sweep.Check;
import org.copyhold.store.sweep.CheckDepth;
import org.copyhold.store.sweep.CheckProgress;
import org.copyhold.store.sweep.CheckReport;
import org.copyhold.store.sweep.Collecting;
import org.copyhold.store.sweep.CollectionReport;
import org.copyhold.store.sweep.Scrub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One account's store in one Region: recovery points go in by {@link #commit} only, whole or not at
 * all. Thread-safe.
 *
 * <p>A job's order: {@link #begin}, on the store that it writes to or, when it only reads, on the
 * one that it reads from; write or {@link #copy}; then {@link #commit}, or {@link #abandon} when it
 * failed, or {@link #end} when it only read. A job that was cut short begins again, with the same
 * ids, and finds what it had made durable. A worker whose job another one has begun since is
 * refused with {@code StoreException.Locked}.
 */
public final class SealedStore {
    private static final Logger LOG = LoggerFactory.getLogger(SealedStore.class);
    private static final Optional<CommittedPoint> NO_BASE = Optional.empty();

    private final String location;
    private final StoreRow row;
    private final BlobStore blobs;
    private final Index index;
    private final Works works;
    final Points points;
    private final PointChanges changes;
    private final PointObjects objects;
    private final Sealing sealing;
    private final StoreRetention retention;
    private final Collecting collecting;
    final MissingPoints missing;
    private final SignedRecords signed;
    private final Scrubs scrubs;

    SealedStore(
            String location,
            StoreRow row,
            StoreDatabase database,
            BlobStore blobs,
            KeyProvider keys) {
        this.location = location;
        this.row = row;
        this.blobs = blobs;
        this.index = new Index(database, row.id());
        this.works = new Works(database);
        this.points = new Points(database, row.id());
        this.changes = new PointChanges(database, row.id());
        this.signed = new SignedRecords(keys);
        var kept = new Retentions(database, row.id());
        this.objects = new PointObjects(blobs, signed, kept);
        this.retention = new StoreRetention(this, changes, kept, works);
        this.sealing = new Sealing(keys);
        var sweeps = new Sweeps(database, row.id());
        var hints = new StaleHints(database, row.id());
        this.collecting = new Collecting(row.uuid(), blobs, index, sweeps, hints);
        this.missing = new MissingPoints(this, sweeps, works);
        this.scrubs = new Scrubs(database, row.id());
    }

    /**
     * Finishes what an earlier process could not: the objects of abandoned and deleted points go,
     * and packs needed by nobody. A store that can only be read is opened all the same.
     */
    void recover() {
        try {
            for (var point : changes.abandoned()) {
                objects.delete(point);
                changes.forgetAbandoned(point);
            }
            changes.condemned().forEach(objects::delete);
            collecting.recover();
            index.removal(blobs).unneeded(index.packs());
        } catch (StoreException e) {
            LOG.warn(
                    "Leftovers in store {} stay until it is opened again: {}", id(), e.explained());
        }
    }

    /** UUID of the store, from its {@code store.json}. */
    public String id() {
        return row.uuid();
    }

    /** Where it lies, as the configuration says it: {@code file:<root>/<account>/main}. */
    public String location() {
        return location;
    }

    /**
     * Makes the caller the only worker of the job; packs that an earlier one left half-written are
     * adopted or dropped.
     */
    public Work begin(String job) {
        CryptoProvider.prepare();
        var work = works.begin(job);
        new PackAdoption(blobs, index).settle(work);
        return work;
    }

    /** The newest committed point of the resource: the base of its next backup or copy. */
    public Optional<CommittedPoint> newest(String resource) {
        return points.newest(resource);
    }

    /** The committed point; {@code StoreException.Missing} when there is none. */
    public CommittedPoint point(String point) {
        return points.get(point);
    }

    /**
     * Committed points in the order of their ids, at most {@code limit} behind {@code after}
     * (empty: from the first).
     */
    public List<CommittedPoint> points(String after, int limit) {
        return points.after(after, limit);
    }

    /** Keeps a committed point's packs from being deleted until the job ends. */
    public CommittedPoint pin(Work work, String point) {
        return points.pin(work, point, false);
    }

    /**
     * Pins the point, checks its root against the database, and unwraps its root key.
     *
     * @throws StoreException.Locked when it is wrapped under none of the keys, or the wrap is
     *     another point's
     */
    public OpenedPoint unlock(Work work, String point, VaultKeys keys) {
        return sealing.open(objects, points.pin(work, point, false), keys);
    }

    /**
     * Brings every page and chunk of another store's point into this one, verified and without any
     * key, and holds them for the job. A commit with {@link Contents.Copied} follows.
     *
     * @param work of this store, the destination
     * @param from may be this store: then nothing moves
     * @param progress told every few packs, from any thread, one call at a time
     * @throws StoreException.Corrupt naming frame, pack and point when a byte of the source is not
     *     what it must be
     * @throws StoreException.Unavailable naming the store that is full, read-only or gone
     */
    public CopyResult copy(
            Work work, SealedStore from, String point, Consumer<CopyProgress> progress) {
        points.unpin(work);
        if (from == this) {
            points.pin(work, point, true);
            return CopyResult.NOTHING_TO_MOVE;
        }
        var source = from.points.pin(work, point, false);
        var base = missing.any() ? NO_BASE : points.pinNewest(work, source.resource());
        try (var copying = new Copying(from.place(), place(), work, progress)) {
            return copying.copy(source, base);
        }
    }

    /**
     * What a copy of a point of this store into another one would have to do now; changes nothing,
     * and keeps nothing from being deleted meanwhile.
     *
     * @param to empty when there is no such store yet
     * @throws StoreException.Missing when there is no such point, or it is deleted meanwhile
     */
    public CopyEstimate estimate(String point, Optional<SealedStore> to) {
        var source = points.get(point);
        if (to.filter(it -> it == this).isPresent()) {
            return CopyEstimate.NOTHING_TO_MOVE;
        }
        var base = to.flatMap(it -> it.newest(source.resource()));
        return new Estimating(place(), to.map(SealedStore::place)).of(source, base);
    }

    Copying.Place place() {
        return new Copying.Place(blobs, index, account());
    }

    /**
     * The account is the last folder but one of a store's location; a folder that somebody restores
     * from may lie anywhere, and has none.
     */
    String account() {
        int name = location.lastIndexOf('/');
        int account = location.lastIndexOf('/', name - 1);
        return account < 0 ? "" : location.substring(account + 1, name);
    }

    /**
     * Makes the point durable and visible: keys, vault, root, wrap and state records are written
     * first, then one transaction checks the work's fence and held packs, inserts the point, stamps
     * its packs, ends the job's holds and pins, and runs the caller's statements. When anything
     * fails nothing of it is visible.
     *
     * @throws StoreException.OutcomeUnknown when the database did not say whether it was committed:
     *     look before anything else
     */
    public void commit(Work work, NewPoint point, Statements then) {
        if (point.contents() instanceof Contents.Copied copied && copied.source() == this) {
            points.pin(work, copied.sourcePoint(), true);
        }
        new Committing(changes, objects, sealing, retention).commit(work, point, then);
    }

    /**
     * Ends a job that only read: its holds and pins go, in one transaction with the caller's
     * statements.
     */
    public void end(Work work, Statements then) {
        changes.end(work, List.of(), then);
    }

    /**
     * Ends a job that failed: the root it wrote is deleted first, then its holds and pins go in one
     * transaction with the caller's statements, then packs that nobody holds and no commit needed.
     * A job that was committed after all is refused as ended, and its point stays.
     */
    public void abandon(Work work, Statements then) {
        var cleared = changes.giveUp(work).stream().filter(this::clear).toList();
        new PackAdoption(blobs, index).giveUpAll(work);
        changes.end(work, cleared, then);
        try {
            index.removal(blobs).unneeded(index.packs());
        } catch (StoreException e) {
            LOG.warn(
                    "Packs of job {} stay until store {} is opened again: {}",
                    work.job(),
                    id(),
                    e.explained());
        }
    }

    /**
     * {@link #abandon(Work, Statements)} by whoever comes last: no earlier worker of the job can go
     * on.
     */
    public void abandon(String job, Statements then) {
        abandon(works.begin(job), then);
    }

    /**
     * A store that cannot be written now must not keep a job from ending; {@link #recover} finishes
     * later.
     */
    private boolean clear(String point) {
        try {
            objects.delete(point);
            return true;
        } catch (StoreException e) {
            LOG.warn(
                    "What was written of point {} stays until store {} is opened again: {}",
                    point,
                    id(),
                    e.explained());
            return false;
        }
    }

    /**
     * Deletes a committed point: its root and wraps go, then its row, in one transaction with the
     * caller's statements. For a point that is gone already only the statements run, so it can be
     * called again after trouble.
     */
    public void delete(String point, Statements then) {
        if (changes.condemn(point)) {
            objects.delete(point);
        }
        changes.forget(point, then);
    }

    /** Points whose deletion was begun and did not end: to be deleted once more. */
    public List<String> interruptedDeletions() {
        return changes.condemned();
    }

    /** What the store keeps for a rebuild, beside what commits write. */
    public StoreRecords records() {
        return new StoreRecords(objects, points, sealing, retention);
    }

    /** For whoever has lost the database: brings this store's part of it back. */
    public StoreRebuild rebuild() {
        return new StoreRebuild(this, begin(MissingPoints.job(id())), changes, signed, sealing);
    }

    /** {@link #check(CheckDepth, Consumer)} of every byte. */
    public CheckReport check(Consumer<CheckProgress> progress) {
        return check(CheckDepth.READ_DATA, progress);
    }

    /**
     * Verifies packs as deep as is wanted, and that all that any point reaches is there, without
     * any key. Jobs may run meanwhile; nothing is changed.
     *
     * @param progress told after every pack and point, from any thread
     * @throws StoreException.Unavailable when the store cannot be read at all; damage is reported
     */
    public CheckReport check(CheckDepth depth, Consumer<CheckProgress> progress) {
        return new Check(blobs, index, points, depth).run(progress);
    }

    /** Verifies every byte, little by little. */
    public Scrub scrub() {
        return new Scrub(blobs, index, points, scrubs);
    }

    /** Replaces what is damaged here by the same from other stores. */
    public StoreHealing healing() {
        return new StoreHealing(this, changes, works);
    }

    /**
     * Frees what no recovery point and no job needs. Jobs may run meanwhile; one collection at a
     * time, others wait for their turn.
     *
     * @throws StoreException when a page that points need cannot be read, for then nobody knows
     *     what may go, or when the store cannot be written to
     */
    public CollectionReport collect() {
        retention.settle();
        retention.clear();
        return collecting.run();
    }

    /** What the storage keeps from being deleted. */
    public StoreRetention retention() {
        return retention;
    }

    /** What a rebuild could not bring back. */
    public MissingPoints missing() {
        return missing;
    }

    /** What {@link #collect} would free now. */
    public CollectionReport collectable() {
        return collecting.foresee();
    }

    /** The store's objects, for the rooms that write and read packs. */
    public BlobStore blobs() {
        return blobs;
    }

    /** The store's part of the database, for the rooms that write and read packs. */
    public Index index() {
        return index;
    }

    PointObjects objects() {
        return objects;
    }

    @Override
    public String toString() {
        return "SealedStore[" + location + "]";
    }
}
