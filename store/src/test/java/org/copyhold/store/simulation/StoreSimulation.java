package org.copyhold.store.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Random backups, copies, deletions, collections and failures of two stores against a model: a
 * process may die at any write, and whatever is committed must come back byte for byte, whatever is
 * not must not be seen.
 *
 * <p>{@code -Dseed=} runs one seed again, {@code -Dseeds=} runs more of them, {@code -Dsteps=}
 * makes each longer. Threads may make two runs of one seed differ a little.
 */
class StoreSimulation {
    private static final int SEEDS = Integer.getInteger("seeds", 15);
    private static final int STEPS = Integer.getInteger("steps", 40);
    private static final int MOST_EVENTS = 50;
    private static final int MOST_POINTS = 5;

    @TempDir private Path folder;

    static LongStream seeds() {
        var given = Long.getLong("seed");
        return given == null ? new Random().longs(SEEDS) : LongStream.of(given);
    }

    @ParameterizedTest(name = "-Dseed={0}")
    @MethodSource("seeds")
    void whatIsCommittedComesBackWhateverHappens(long seed) {
        try (var world = new World(folder)) {
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
            model.deleteAll();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("-Dseed=" + seed, e);
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
        if (random.nextBoolean()) {
            world.disaster.crashAt(1 + random.nextInt(MOST_EVENTS));
        } else if (random.nextInt(4) == 0) {
            world.disaster.fullFrom(1 + random.nextInt(MOST_EVENTS));
        }
        var pending = model.pending();
        boolean resumes = !pending.isEmpty() && random.nextInt(3) > 0;
        model.attempt(resumes ? pending.removeFirst() : newJob(model, random));
        if (world.disaster.isDead() || random.nextInt(10) == 0) {
            model.restart();
            abandonSome(model, random);
        }
        world.disaster.end();
        if (random.nextInt(6) == 0) {
            model.verify();
        }
    }

    private static Job newJob(Model model, Random random) {
        int store = random.nextInt(World.STORES);
        int from = random.nextInt(World.STORES);
        var here = model.points(store);
        var sources = model.points(from);
        int kind = here.size() >= MOST_POINTS ? 0 : random.nextInt(10);
        if (kind > 7) {
            return model.collection(store);
        }
        if (kind == 0 && !here.isEmpty()) {
            return model.deletion(store, here.get(random.nextInt(here.size())));
        }
        if (kind < 4 && !sources.isEmpty()) {
            return model.copy(from, sources.get(random.nextInt(sources.size())), store);
        }
        return model.backup(store);
    }

    private static void abandonSome(Model model, Random random) {
        for (var job : List.copyOf(model.pending())) {
            boolean canBeGivenUp = job instanceof Job.Backup || job instanceof Job.Copy;
            if (canBeGivenUp && random.nextInt(5) == 0) {
                model.pending().remove(job);
                model.abandon(job);
            }
        }
    }
}
