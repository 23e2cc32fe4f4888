package org.copyhold.store.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.sweep.Damage;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What two stores should hold, and the jobs that make it so, some of them cut short. */
final class Model {
    private final World world;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<SortedMap<String, SortedMap<String, byte[]>>> points =
            List.of(new TreeMap<>(), new TreeMap<>());
    private final Map<String, SortedMap<String, byte[]>> contents = new HashMap<>();
    private final Map<String, Instant> kept = new HashMap<>();
    private final List<Job> pending = new ArrayList<>();
    private Random random = new Random(0);
    private int restores;

    Model(World world) {
        this.world = world;
    }

    /** Random numbers from here on. */
    void use(Random numbers) {
        random = numbers;
    }

    /** Jobs that were cut short. */
    List<Job> pending() {
        return pending;
    }

    /** Points that are committed and whose deletion was not begun. */
    List<String> points(int store) {
        var found = new ArrayList<>(points.get(store).keySet());
        pending.stream()
                .filter(Job.Deletion.class::isInstance)
                .forEach(job -> found.remove(job.point()));
        return found;
    }

    /** Changes some files, of which several have equal contents. */
    void change() {
        for (int i = random.nextInt(8); i >= 0; i--) {
            var path = "d" + random.nextInt(3) + "/f" + random.nextInt(40);
            if (random.nextInt(5) == 0) {
                files.remove(path);
            } else {
                files.put(path, content());
            }
        }
    }

    /** Removes most of the files. */
    void thin() {
        files.keySet().removeIf(path -> random.nextInt(4) > 0);
    }

    private byte[] content() {
        var content = new Random(random.nextInt(200));
        var bytes = new byte[content.nextInt(content.nextInt(20) == 0 ? 700_000 : 2_000)];
        content.nextBytes(bytes);
        return bytes;
    }

    /** A backup of the files as they are now. */
    Job backup(int store) {
        var job = new Job.Backup(id(), id(), store, new TreeMap<>(files), retention(store));
        contents.put(job.point(), job.files());
        return job;
    }

    Job copy(int from, String source, int to) {
        var job = new Job.Copy(id(), id(), to, from, source, retention(to));
        contents.put(job.point(), contents(source));
        return job;
    }

    boolean keeps(int store) {
        return world.keeps(store);
    }

    /** Has a point kept longer, or for the first time. */
    Job keep(int store, String point) {
        return new Job.Keep(id(), point, store, aWhile());
    }

    /** Of points that a store keeps some are to be kept from the beginning. */
    private @Nullable Retention retention(int store) {
        return world.keeps(store) && random.nextInt(3) > 0 ? aWhile() : null;
    }

    private Retention aWhile() {
        var modes = Retention.Mode.values();
        return new Retention(
                world.now().plus(Duration.ofDays(1 + random.nextInt(80))),
                modes[random.nextInt(modes.length)]);
    }

    /** Points that somebody may delete. */
    List<String> deletable(int store) {
        var found = points(store);
        found.removeIf(this::isKept);
        return found;
    }

    private boolean isKept(String point) {
        var until = kept.get(point);
        return until != null && until.isAfter(world.now());
    }

    Job collection(int store) {
        return new Job.Collection(id(), store);
    }

    Job deletion(int store, String point) {
        return new Job.Deletion(id(), point, store);
    }

    Job move(int from, String point, int to) {
        return new Job.Move(id(), point, to, from);
    }

    /** Points of a store that no move was begun for. */
    List<String> movable(int store) {
        var found = points(store);
        pending.stream()
                .filter(Job.Move.class::isInstance)
                .forEach(job -> found.remove(job.point()));
        return found;
    }

    Job restore(int store, String point) {
        return new Job.Restore(id(), point, store);
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private SortedMap<String, byte[]> contents(String point) {
        return contents.getOrDefault(point, new TreeMap<>());
    }

    /** Does what is needed so that a job may wait for another's packs. */
    private void settle() {
        pending.forEach(world::settle);
    }

    void attempt(Job job) {
        attempt(List.of(job));
    }

    /** Tries jobs, all at once; those that were cut short, also while given up, are pending. */
    void attempt(List<Job> jobs) {
        try {
            settle();
        } catch (Disaster.Crash | StoreException e) {
            if (!world.disaster.hasStruck()) {
                throw e;
            }
            pending.addAll(jobs);
            return;
        }
        var ends = world.run(jobs, this::contents);
        boolean struck = world.disaster.hasStruck();
        for (var end : ends) {
            switch (end.failure()) {
                case null -> committed(end.job(), jobs.size() == 1);
                case Disaster.Crash crash -> pending.add(end.job());
                case StoreException e -> failed(end.job(), e, struck || isExcused(end.job(), jobs));
                case Throwable e -> throw new AssertionError("Job " + end.job() + " broke", e);
            }
        }
    }

    private void committed(Job job, boolean alone) {
        switch (job) {
            case Job.Backup backup -> {
                points.get(job.store()).put(job.point(), backup.files());
                keeps(job.point(), backup.kept());
            }
            case Job.Copy copy -> {
                points.get(job.store()).put(job.point(), contents(copy.point()));
                keeps(job.point(), copy.kept());
            }
            case Job.Keep keep -> keeps(keep.point(), keep.kept());
            case Job.Collection collection -> {
                if (alone && pending.isEmpty()) {
                    assertNothingIsLeftBehind(collection.store());
                }
            }
            case Job.Deletion deletion -> points.get(job.store()).remove(deletion.point());
            case Job.Move move -> {
                points.get(move.from()).remove(move.point());
                points.get(move.store()).put(move.point(), contents(move.point()));
            }
            case Job.Restore restore -> {}
        }
    }

    private void keeps(String point, @Nullable Retention so) {
        if (so != null) {
            kept.merge(point, so.until(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** A collection right behind one would find nothing to do, as no job holds anything. */
    private void assertNothingIsLeftBehind(int store) {
        world.disaster.end();
        var report = world.store(store).collectable();
        assertThat(report.packsFreed() + report.packsCompacted()).isZero();
    }

    /** Whether a point that the job relied on is gone, or has been deleted beside it. */
    private boolean isExcused(Job job, List<Job> beside) {
        return switch (job) {
            case Job.Backup backup -> deletes(beside, backup.store());
            case Job.Copy copy ->
                    deletes(beside, copy.store())
                            || deletes(beside, copy.from())
                            || !points(copy.from()).contains(copy.source());
            case Job.Restore restore ->
                    deletes(beside, restore.store())
                            || !points(restore.store()).contains(restore.point());
            case Job.Move move -> // others may use the point, or have deleted it or its base
                    beside.size() > 1
                            || !pending.isEmpty()
                            || !points(move.from()).contains(move.point());
            case Job.Keep keep ->
                    deletes(beside, keep.store()) || !points(keep.store()).contains(keep.point());
            case Job.Collection collection -> false;
            case Job.Deletion deletion -> false;
        };
    }

    /** Whether points go from a store, or to another. */
    private static boolean deletes(List<Job> jobs, int store) {
        return jobs.stream()
                .anyMatch(
                        job ->
                                (job instanceof Job.Deletion && job.store() == store)
                                        || (job instanceof Job.Move move && move.from() == store));
    }

    /**
     * A job that failed goes on later or is given up; one that may have ended well is looked at.
     */
    private void failed(Job job, StoreException why, boolean excused) {
        boolean isMovedAlready = job instanceof Job.Move && world.isDone(job);
        if (!excused && !isMovedAlready) {
            throw new AssertionError("Job " + job + " failed without a reason", why);
        }
        if (random.nextBoolean()) {
            world.disaster.end();
        }
        if (world.isDone(job)) {
            committed(job, false);
        } else if (job instanceof Job.Deletion
                || why instanceof StoreException.OutcomeUnknown
                || (why.retryable() && random.nextBoolean())) {
            pending.add(job);
        } else {
            giveUp(job);
        }
    }

    /** Gives a job up: nothing of its point is left, unless storage fails again. */
    void giveUp(Job job) {
        if (job instanceof Job.Collection || job instanceof Job.Keep) {
            return;
        }
        try {
            world.abandon(job);
            if (!world.disaster.hasStruck() && !(job instanceof Job.Restore)) {
                assertNothingIsLeft(job.store(), "points/" + job.point() + "/");
            }
        } catch (Disaster.Crash e) {
            pending.add(job);
        } catch (StoreException e) {
            if (!world.disaster.hasStruck()) {
                throw e;
            }
            if (!world.isGivenUp(job)) {
                pending.add(job);
            }
        }
    }

    private void assertNothingIsLeft(int store, String prefix) {
        assertThat(world.blobs(store, prefix))
                .allMatch(name -> world.keeps(store) && hasTombstone(store, name));
    }

    /** What is kept stays, beside a record that tells that its point is gone. */
    private boolean hasTombstone(int store, String name) {
        var folder = name.substring(0, name.lastIndexOf('/') + 1);
        return world.blobs(store, folder).contains(folder + "gone");
    }

    /** The next process finds out what was done, and sees that everything else is as it was. */
    void restart() {
        world.restart();
        world.settleMoves();
        for (var job : List.copyOf(pending)) {
            if (world.isDone(job)) {
                pending.remove(job);
                committed(job, false);
            } else if (world.isGivenUp(job)) {
                pending.remove(job);
            }
        }
        verify();
    }

    /** Does what was cut short. */
    void finish() {
        while (!pending.isEmpty()) {
            attempt(pending.removeFirst());
        }
    }

    /**
     * Every committed point comes back byte for byte, no other is seen, and the stores are sound.
     */
    void verify() {
        for (int store = 0; store < World.STORES; store++) {
            var sealed = world.store(store);
            var seen = sealed.points("", 1000).stream().map(CommittedPoint::id).toList();
            assertThat(seen).containsAll(points(store)).isSubsetOf(points.get(store).keySet());
            assertThat(sealed.check(progress -> {}).damages().stream().map(Damage::what)).isEmpty();
            for (var point : points(store)) {
                var restored = world.restore(store, point, "restore-" + restores++);
                assertThat(restored).containsExactlyEntriesOf(contents(point));
            }
        }
    }

    /** Whoever deletes all that he can has deleted nothing that is kept. */
    void verifyKept() {
        world.ravaged(
                () -> {
                    for (int store = 0; store < World.STORES; store++) {
                        for (var point : points(store)) {
                            if (world.keeps(store) && isKept(point)) {
                                var restored = world.restore(store, point, "rescue-" + restores++);
                                assertThat(restored).containsExactlyEntriesOf(contents(point));
                            }
                        }
                    }
                });
    }

    private static String pointOf(String blob) {
        int begin = blob.indexOf("points/") + "points/".length();
        return blob.substring(begin, blob.indexOf('/', begin));
    }

    /** When every point is gone, nothing is left that could be read. */
    void deleteAll() {
        world.settleMoves();
        world.pass(Duration.ofDays(200));
        for (int store = 0; store < World.STORES; store++) {
            world.store(store).collect();
            var here = points(store);
            assertThat(world.everything(store, "points/"))
                    .allMatch(name -> here.contains(pointOf(name)));
            for (var point : points(store)) {
                attempt(deletion(store, point));
            }
            assertThat(world.everything(store, "points/")).isEmpty();
            world.store(store).collect();
            assertThat(world.everything(store, "packs/")).isEmpty();
        }
    }
}
