package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.copyhold.conformance.Model.Door;
import org.copyhold.conformance.Model.Held;
import org.copyhold.conformance.Model.Job;
import org.copyhold.conformance.Model.Life;
import org.copyhold.conformance.Model.Order;
import org.copyhold.conformance.Model.Place;
import org.copyhold.conformance.Model.Point;
import org.copyhold.conformance.Model.Vault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Any sequence of operations leaves the server as the {@link Model} says. {@code -Dseed} replays
 * one, {@code -Dsteps} makes it longer.
 */
class CopySimulation {
    private static final int STEPS = Integer.getInteger("steps", 2_000);
    private static final int COMPARE_EACH = 50;
    private static final int MAX_VAULTS = 6;
    private static final int MAX_POINTS = 40;
    private static final Place EAST = new Place(Server.ACCOUNT, "us-east-1");
    private static final Place WEST = new Place(Server.ACCOUNT, "eu-west-1");
    private static final Place OTHER = new Place("210987654321", "eu-west-1");
    static final List<Place> PLACES = List.of(EAST, WEST, OTHER);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Model model = new Model();
    private final Orders orders = new Orders(model, random);
    private final Map<Place, BackupClient> clients = new LinkedHashMap<>();
    private int names;

    @TempDir Path folder;

    @Test
    void theServerHoldsWhatTheModelHolds() throws Exception {
        System.out.println("CopySimulation: replay with -Dseed=" + seed + " -Dsteps=" + STEPS);
        try (var server = Server.in(folder, "cases/copyhold.yaml")) {
            Tree.make(server.share(), 1, seed);
            server.start();
            PLACES.forEach(place -> clients.put(place, client(server, place)));
            for (var step = 1; step <= STEPS; step++) {
                act(server);
                if (step % COMPARE_EACH == 0 || step == STEPS) {
                    compare(step);
                }
            }
            clients.values().forEach(BackupClient::close);
        }
    }

    private static BackupClient client(Server server, Place place) {
        var key = place.account().equals(Server.ACCOUNT) ? "testing" : "stranger";
        return server.client(Region.of(place.region()), key);
    }

    private void act(Server server) throws Exception {
        var dice = random.nextInt(100);
        if (dice < 12) {
            createVault();
        } else if (dice < 17) {
            deleteVault();
        } else if (dice < 29) {
            backUp();
        } else if (dice < 61) {
            copy();
        } else if (dice < 66) {
            repeat();
        } else if (dice < 74) {
            deletePoint();
        } else if (dice < 79) {
            changeLife();
        } else if (dice < 86) {
            lockOrUnlock();
        } else if (dice < 92) {
            openOrShut();
        } else if (dice < 95) {
            switchCrossAccount();
        } else {
            advance(server);
        }
    }

    private void createVault() {
        var place = any(PLACES);
        if (model.vaultsOf(place).size() < MAX_VAULTS) {
            var vault = new Vault(place, "vault-" + ++names);
            at(place).createBackupVault(b -> b.backupVaultName(vault.name));
            model.vaults.put(vault.arn(), vault);
        }
    }

    private void deleteVault() {
        var vault = anyVault();
        if (vault != null) {
            var refusal = vault.points.isEmpty() ? null : "InvalidRequestException";
            expect(
                    refusal,
                    () -> at(vault.place).deleteBackupVault(b -> b.backupVaultName(vault.name)));
            if (refusal == null) {
                model.vaults.remove(vault.arn());
            }
        }
    }

    /** Backups are made in the main account's eastern Region, where the resource is. */
    private void backUp() {
        var vaults = model.vaultsOf(EAST);
        if (vaults.isEmpty() || model.held().size() >= MAX_POINTS) {
            return;
        }
        var vault = any(vaults);
        var life = random.nextBoolean() ? Life.FOREVER : orders.life(1);
        var started =
                at(EAST).startBackupJob(
                                b ->
                                        b.backupVaultName(vault.name)
                                                .resourceArn(Server.RESOURCE)
                                                .iamRoleArn(Server.ROLE)
                                                .lifecycle(Orders.wire(life)));
        var ended = new Jobs(at(EAST)).ended(started.backupJobId());
        var fits = !vault.locked || Model.isWithin(vault, life);
        assertThat(ended.stateAsString())
                .as("seed %d: %s", seed, ended.statusMessage())
                .isEqualTo(fits ? "COMPLETED" : "FAILED");
        if (fits) {
            var arn = ended.recoveryPointArn();
            vault.points.put(arn, new Point(arn, model.day, life));
        }
    }

    /** One copy or a few at once. */
    private void copy() {
        var made = new ArrayList<Order>();
        var caller = any(PLACES);
        for (var i = random.nextInt(3); i >= 0 && model.held().size() < MAX_POINTS; i--) {
            made.add(orders.order(caller));
        }
        var started = new LinkedHashMap<String, Order>();
        for (var order : made) {
            var token = "token/" + ++names;
            var fate = model.copy(caller, order);
            var id =
                    expect(
                            fate.refusal(),
                            () -> at(caller).startCopyJob(Orders.wire(order, token)).copyJobId());
            if (id != null) {
                started.put(id, order);
                model.jobs.put(id, new Job(caller, token, order, fate.completes(), model.day));
            }
        }
        started.forEach((id, order) -> await(caller, id, order));
    }

    private void await(Place caller, String id, Order order) {
        var ended = new Jobs(at(caller)).endedCopy(id);
        var completes = model.job(id).completes();
        assertThat(ended.stateAsString())
                .as("seed %d, %s: %s", seed, order, ended.statusMessage())
                .isEqualTo(completes ? "COMPLETED" : "FAILED");
        assertThat(ended.messageCategory()).isNotEmpty();
        if (completes) {
            model.arrive(order, ended.destinationRecoveryPointArn());
        }
    }

    /** A call that was accepted, once more: the same job, and nothing else happens. */
    private void repeat() {
        if (!model.jobs.isEmpty()) {
            var id = any(List.copyOf(model.jobs.keySet()));
            var job = model.job(id);
            var again = at(job.place()).startCopyJob(Orders.wire(job.order(), job.token()));
            assertThat(again.copyJobId()).as("seed %d", seed).isEqualTo(id);
        }
    }

    private void deletePoint() {
        var held = anyHeld();
        if (held != null) {
            var refusal = held.vault().locked ? "InvalidRequestException" : null;
            expect(
                    refusal,
                    () ->
                            at(held.vault().place)
                                    .deleteRecoveryPoint(
                                            b ->
                                                    b.backupVaultName(held.vault().name)
                                                            .recoveryPointArn(held.point().arn)));
            if (refusal == null) {
                held.vault().points.remove(held.point().arn);
            }
        }
    }

    private void changeLife() {
        var held = anyHeld();
        if (held == null || model.isCold(held.point())) {
            return;
        }
        var life = orders.life(model.age(held.point()) + 2);
        var refusal = held.vault().locked ? "InvalidRequestException" : null;
        expect(
                refusal,
                () ->
                        at(held.vault().place)
                                .updateRecoveryPointLifecycle(
                                        b ->
                                                b.backupVaultName(held.vault().name)
                                                        .recoveryPointArn(held.point().arn)
                                                        .lifecycle(Orders.wire(life))));
        if (refusal == null) {
            held.point().life = life;
        }
    }

    private void lockOrUnlock() {
        var vault = anyVault();
        if (vault == null) {
            return;
        }
        if (vault.locked) {
            at(vault.place).deleteBackupVaultLockConfiguration(b -> b.backupVaultName(vault.name));
            vault.locked = false;
            return;
        }
        vault.minDays = 1 + random.nextInt(100);
        vault.maxDays = random.nextBoolean() ? 0 : vault.minDays + random.nextInt(200);
        vault.locked = true;
        at(vault.place)
                .putBackupVaultLockConfiguration(
                        b ->
                                b.backupVaultName(vault.name)
                                        .minRetentionDays((long) vault.minDays)
                                        .maxRetentionDays(
                                                vault.maxDays == 0 ? null : (long) vault.maxDays));
    }

    private void openOrShut() {
        var vault = anyVault();
        if (vault == null) {
            return;
        }
        vault.door = any(List.of(Door.values()));
        if (vault.door == Door.UNSAID) {
            at(vault.place).deleteBackupVaultAccessPolicy(b -> b.backupVaultName(vault.name));
            return;
        }
        var policy =
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "%s", "Principal": {"AWS": "%s"},
                "Action": "backup:CopyIntoBackupVault", "Resource": "*"}]}
                """
                        .formatted(
                                vault.door == Door.SHUT ? "Deny" : "Allow",
                                vault.door == Door.SHUT ? "*" : Server.ACCOUNT);
        at(vault.place)
                .putBackupVaultAccessPolicy(b -> b.backupVaultName(vault.name).policy(policy));
    }

    private void switchCrossAccount() {
        model.crossAccount = random.nextInt(4) > 0;
        at(any(PLACES))
                .updateGlobalSettings(
                        b ->
                                b.globalSettings(
                                        Map.of(
                                                "isCrossAccountBackupEnabled",
                                                String.valueOf(model.crossAccount))));
    }

    private void advance(Server server) throws Exception {
        var days = 1 + random.nextInt(12);
        var answer =
                server.post("/copyhold/testing/advance-clock", "{\"by\":\"P%dD\"}".formatted(days));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        model.advance(days);
    }

    private void compare(int step) {
        for (var vault : model.vaults.values()) {
            var listed =
                    at(vault.place)
                            .listRecoveryPointsByBackupVaultPaginator(
                                    b -> b.backupVaultName(vault.name).maxResults(7))
                            .recoveryPoints()
                            .stream()
                            .map(RecoveryPointByBackupVault::recoveryPointArn);
            assertThat(listed)
                    .as("seed %d, step %d, %s", seed, step, vault.arn())
                    .containsExactlyInAnyOrderElementsOf(vault.points.keySet());
            vault.points.values().forEach(point -> compare(step, vault, point));
        }
        for (var place : PLACES) {
            var jobs = at(place).listCopyJobsPaginator(b -> b.maxResults(9)).copyJobs();
            assertThat(jobs.stream().map(CopyJob::copyJobId))
                    .as("seed %d, step %d, %s", seed, step, place)
                    .containsExactlyInAnyOrderElementsOf(model.jobsOf(place));
        }
    }

    private void compare(int step, Vault vault, Point point) {
        var shown =
                at(vault.place)
                        .describeRecoveryPoint(
                                b -> b.backupVaultName(vault.name).recoveryPointArn(point.arn));
        var life = shown.lifecycle();
        assertThat(
                        new Life(
                                life == null ? 0 : days(life.moveToColdStorageAfterDays()),
                                life == null ? 0 : days(life.deleteAfterDays())))
                .as("seed %d, step %d, %s", seed, step, point.arn)
                .isEqualTo(point.life);
        assertThat(shown.storageClassAsString())
                .as("seed %d, step %d, %s", seed, step, point.arn)
                .isEqualTo(model.isCold(point) ? "COLD" : "WARM");
    }

    private static int days(@Nullable Long days) {
        return days == null ? 0 : Math.toIntExact(days);
    }

    /** Calls; refused under that name, or not at all when it is null. */
    private <T> @Nullable T expect(@Nullable String refusal, java.util.function.Supplier<T> call) {
        try {
            var answer = call.get();
            assertThat(refusal).as("seed %d: not refused", seed).isNull();
            return answer;
        } catch (BackupException e) {
            assertThat(e.awsErrorDetails().errorCode())
                    .as("seed %d: %s", seed, e.getMessage())
                    .isEqualTo(refusal);
            return null;
        }
    }

    private BackupClient at(Place place) {
        return requireNonNull(clients.get(place));
    }

    private @Nullable Vault anyVault() {
        return model.vaults.isEmpty() ? null : any(List.copyOf(model.vaults.values()));
    }

    private @Nullable Held anyHeld() {
        return model.held().isEmpty() ? null : any(model.held());
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
