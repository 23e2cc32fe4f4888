package org.copyhold.store.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Random backups, copies, moves, restores, deletions and collections of two stores, alone and
 * several at once, against a model: a process may die at any write, disks fill, storage and
 * database fail and do not always tell what they did; whatever is committed must come back byte for
 * byte, whatever is not must not be seen. A third of the worlds has both stores in a bucket, a
 * third one of them; two thirds of the buckets keep points from being deleted, and whoever deletes
 * all that he can there must not have deleted those.
 *
 * <p>A build lives through the same 200 seeds each time, {@code dev/simulate} through others.
 * {@code -Dseed=} runs one seed again, {@code -Dseeds=} runs more of them from {@code -Dfirst=} on,
 * {@code -Dsteps=} makes each longer. Threads may make two runs of one seed differ a little.
 */
class StoreSimulation {
    private static final int SEEDS = Integer.getInteger("seeds", 200);
    private static final long FIRST = Long.getLong("first", 1);
    private static final int STEPS = Integer.getInteger("steps", 16);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int MOST_EVENTS = 50;
    private static final int MOST_POINTS = 5;
    private static final int MOST_AT_ONCE = 4;

    @TempDir private Path folder;

    @Test
    void whatIsCommittedComesBackWhateverHappens() throws Exception {
        var given = Long.getLong("seed");
        var seeds =
                given == null
                        ? LongStream.range(FIRST, FIRST + SEEDS).toArray()
                        : new long[] {given};
        var failed = new ConcurrentLinkedQueue<AssertionError>();
        var done = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var seed : seeds) {
                threads.execute(
                        () -> {
                            try {
                                live(seed);
                            } catch (RuntimeException | IOException | AssertionError e) {
                                System.out.println("StoreSimulation fails: -Dseed=" + seed);
                                failed.add(new AssertionError("-Dseed=" + seed, e));
                            }
                            if (done.incrementAndGet() % 500 == 0) {
                                System.out.println("StoreSimulation: " + done + " seeds");
                            }
                        });
            }
        }
        if (!failed.isEmpty()) {
            throw failed.peek();
        }
    }

    /** One world, from its beginning to its end. */
    private void live(long seed) throws IOException {
        var place = Files.createTempDirectory(folder, "world-");
        int inBuckets = Math.floorMod(seed, World.STORES + 1);
        boolean keeps = Math.floorMod(seed / (World.STORES + 1), 3) > 0;
        try (var world = new World(place, inBuckets, keeps)) {
            var model = new Model(world);
            for (int step = 0; step < STEPS; step++) {
                var random = new Random(seed * 31 + step);
                model.use(random);
                step(world, model, random);
            }
            world.disaster.end();
            model.restart();
            model.finish();
            model.verify();
            model.verifyKept();
            model.deleteAll();
        }
        try (var files = Files.walk(place)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aJobKilledAtAnyWriteIsFinishedOnceByTheNextProcess() {
        try (var world = new World(folder)) {
            var model = new Model(world);
            model.use(Seeds.random("StoreSimulation"));
            boolean died = true;
            for (int event = 1; died; event++) {
                model.change();
                var backup = model.backup(0);
                died = killed(world, model, backup, event);
                var copy = model.copy(0, backup.point(), 1);
                died |= killed(world, model, copy, event);
                died |= killed(world, model, model.deletion(0, backup.point()), event);
                if (event > 3) {
                    model.attempt(model.deletion(1, model.points(1).getFirst()));
                }
            }
            model.verify();
        }
    }

    @Test
    void aCollectionKilledAtAnyWriteIsFinishedByTheNextAndLosesNothing() {
        try (var world = new World(folder)) {
            var model = new Model(world);
            model.use(Seeds.random("StoreSimulation"));
            boolean died = true;
            for (int event = 1; died; event++) {
                for (int i = 0; i < 5; i++) {
                    model.change();
                }
                var gone = model.backup(0);
                model.attempt(gone);
                model.thin();
                model.attempt(model.backup(0));
                model.attempt(model.deletion(0, gone.point()));
                died = killed(world, model, model.collection(0), event);
                if (event > 2) {
                    model.attempt(model.deletion(0, model.points(0).getFirst()));
                }
            }
            model.verify();
            assertThat(world.compacted()).isPositive();
        }
    }

    /** Kills the job at an event, then finishes it; says whether there was such an event. */
    private static boolean killed(World world, Model model, Job job, int event) {
        world.disaster.crashAt(event);
        model.attempt(job);
        boolean died = world.disaster.isDead();
        model.restart();
        model.finish();
        boolean expected = job instanceof Job.Backup || job instanceof Job.Copy;
        assertThat(model.points(job.store()).contains(job.point())).isEqualTo(expected);
        return died;
    }

    private static void step(World world, Model model, Random random) {
        model.change();
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> world.disaster.crashAt(1 + random.nextInt(MOST_EVENTS));
            case 4 -> world.disaster.fullFrom(1 + random.nextInt(MOST_EVENTS));
            case 5 -> world.disaster.failuresFrom(1 + random.nextInt(MOST_EVENTS), random);
            default -> {}
        }
        model.attempt(jobs(model, random, world.disaster.canBeMetByMany()));
        if (world.disaster.isDead() || random.nextInt(10) == 0) {
            model.restart();
            abandonSome(model, random);
        }
        world.disaster.end();
        if (random.nextInt(6) == 0) {
            model.verify();
            model.verifyKept();
        }
        if (random.nextInt(3) == 0) {
            world.pass(Duration.ofDays(random.nextInt(20)));
        }
    }

    /** One job or, where none would have to wait for a full disk, several that run at once. */
    private static List<Job> jobs(Model model, Random random, boolean several) {
        var jobs = new ArrayList<Job>();
        var pending = model.pending();
        if (!pending.isEmpty() && random.nextInt(3) > 0) {
            jobs.add(pending.removeFirst());
        }
        int count = several && random.nextInt(3) == 0 ? 2 + random.nextInt(MOST_AT_ONCE - 1) : 1;
        while (jobs.size() < count) {
            var job = newJob(model, random);
            boolean isAlone =
                    job instanceof Job.Deletion
                            || job instanceof Job.Move
                            || job instanceof Job.Keep;
            if (!isAlone || jobs.stream().noneMatch(job.getClass()::isInstance)) {
                jobs.add(job);
            }
        }
        return jobs;
    }

    private static Job newJob(Model model, Random random) {
        int store = random.nextInt(World.STORES);
        int from = random.nextInt(World.STORES);
        var here = model.points(store);
        var sources = model.points(from);
        int kind = here.size() >= MOST_POINTS ? random.nextInt(2) : random.nextInt(12);
        if (kind == 11 && model.keeps(store) && !here.isEmpty()) {
            return model.keep(store, here.get(random.nextInt(here.size())));
        }
        if (kind > 8) {
            return model.collection(store);
        }
        var deletable = model.deletable(store);
        if (kind == 0 && !deletable.isEmpty()) {
            return model.deletion(store, deletable.get(random.nextInt(deletable.size())));
        }
        if (kind == 1 && !here.isEmpty()) {
            return model.restore(store, here.get(random.nextInt(here.size())));
        }
        var movable = model.movable(0);
        if (kind == 2 && !movable.isEmpty()) {
            return model.move(0, movable.get(random.nextInt(movable.size())), 1);
        }
        if (kind < 5 && !sources.isEmpty()) {
            return model.copy(from, sources.get(random.nextInt(sources.size())), store);
        }
        return model.backup(store);
    }

    private static void abandonSome(Model model, Random random) {
        for (var job : List.copyOf(model.pending())) {
            boolean canBeGivenUp = !(job instanceof Job.Deletion);
            if (canBeGivenUp && random.nextInt(5) == 0) {
                model.pending().remove(job);
                model.giveUp(job);
            }
        }
    }
}
