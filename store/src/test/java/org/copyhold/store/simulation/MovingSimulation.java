package org.copyhold.store.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.copyhold.store.Moving;
import org.copyhold.store.Seeds;
import org.copyhold.store.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Points that move from the first store to the second, by processes that die. */
class MovingSimulation {
    private static final int WARM = 0;
    private static final int COLD = 1;

    @TempDir private Path folder;

    private final Random random = Seeds.random("MovingSimulation");
    private final Map<String, SortedMap<String, byte[]>> contents = new HashMap<>();

    @Test
    void aMoveKilledAtAnyWriteIsFinishedByTheNextProcessAndLosesNothing() {
        try (var world = new World(folder)) {
            boolean died = true;
            for (int event = 1; died; event++) {
                var point = backUp(world);
                world.disaster.crashAt(event);
                died = !moves(world, point);
                world.restart();
                if (world.store(WARM).points("", 1000).stream()
                        .anyMatch(it -> it.id().equals(point))) {
                    assertIntact(world, WARM, point);
                    assertThat(moves(world, point)).isTrue();
                }
                moving(world).settle();
                assertNothingIsLeft(world, point);
                assertIntact(world, COLD, point);
            }
            assertNothingIsLeftAtTheEnd(world);
        }
    }

    @Test
    void aMoveThatDiedIsGivenUpByTheNextProcessWhenItsPointIsGone() {
        try (var world = new World(folder)) {
            boolean died = true;
            for (int event = 1; died; event += 3) {
                var point = backUp(world);
                world.disaster.crashAt(event);
                died = !moves(world, point);
                world.restart();
                for (int store : new int[] {WARM, COLD}) {
                    world.store(store).delete(point, Statements.NONE);
                }
                moving(world).settle();
                assertNothingIsLeft(world, point);
            }
            assertNothingIsLeftAtTheEnd(world);
        }
    }

    private String backUp(World world) {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < 5; i++) {
            var bytes = new byte[random.nextInt(20_000)];
            random.nextBytes(bytes);
            files.put("f" + i, bytes);
        }
        var point = new UUID(random.nextLong(), random.nextLong()).toString();
        contents.put(point, files);
        var backup = new Job.Backup("backup-" + point, point, WARM, files, null);
        assertThat(world.run(List.of(backup), contents::get))
                .containsExactly(new World.End(backup, null));
        return point;
    }

    private static Moving moving(World world) {
        return new Moving(world.store(WARM), world.store(COLD));
    }

    private static boolean moves(World world, String point) {
        try {
            var moving = moving(world);
            moving.commit(moving.bring(point, _ -> {}), Statements.NONE);
            return true;
        } catch (Disaster.Crash e) {
            return false;
        }
    }

    private void assertIntact(World world, int store, String point) {
        assertThat(world.store(store).check(_ -> {}).damages()).isEmpty();
        assertThat(world.restore(store, point, "restore-" + store + point))
                .containsExactlyEntriesOf(requireNonNull(contents.get(point)));
    }

    private static void assertNothingIsLeft(World world, String point) {
        assertThat(world.blobs(WARM, "points/" + point + "/")).isEmpty();
        assertThat(moving(world).begun()).isEmpty();
        world.store(WARM).collect();
        assertThat(world.blobs(WARM, "packs/")).isEmpty();
    }

    private static void assertNothingIsLeftAtTheEnd(World world) {
        for (var point : world.store(COLD).points("", 1000)) {
            world.store(COLD).delete(point.id(), Statements.NONE);
        }
        world.store(COLD).collect();
        assertThat(world.blobs(COLD, "packs/")).isEmpty();
        assertThat(world.blobs(COLD, "points/")).isEmpty();
    }
}
