package org.copyhold.conformance;

import org.copyhold.conformance.Model.Life;
import org.copyhold.conformance.Model.Order;
import org.copyhold.conformance.Model.Place;
import org.copyhold.conformance.Model.Vault;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes orders and lifecycles, most of them good and some of them not. */
final class Orders {
    private final Model model;
    private final Random random;

    Orders(Model model, Random random) {
        this.model = model;
        this.random = random;
    }

    Order order(Place caller) {
        var vaults = model.vaultsOf(caller);
        var source =
                vaults.isEmpty() || random.nextInt(20) == 0
                        ? Vault.arn(caller, "no-such-vault")
                        : any(vaults).arn();
        var points = model.vaults.containsKey(source) ? model.vaults.get(source).points : Map.of();
        var point =
                points.isEmpty() || random.nextInt(20) == 0
                        ? "arn:aws:backup:%s:%s:recovery-point:none"
                                .formatted(caller.region(), caller.account())
                        : (String) any(List.copyOf(points.keySet()));
        var all = List.copyOf(model.vaults.keySet());
        var destination =
                all.isEmpty() || random.nextInt(20) == 0
                        ? Vault.arn(any(CopySimulation.PLACES), "no-such-vault")
                        : any(all);
        return new Order(source, point, destination, random.nextBoolean() ? null : copyLife());
    }

    /** Old enough that a copy is not due for cold storage already. */
    private Life copyLife() {
        return new Life(0, 1 + random.nextInt(150));
    }

    Life life(int fromDay) {
        var cold = random.nextInt(3) == 0 ? fromDay + random.nextInt(60) : 0;
        var delete = Math.max(fromDay, cold + (cold == 0 ? 0 : 90)) + random.nextInt(120);
        return new Life(cold, delete);
    }

    static software.amazon.awssdk.services.backup.model.@Nullable Lifecycle wire(
            @Nullable Life life) {
        if (life == null || life.equals(Life.FOREVER)) {
            return null;
        }
        return software.amazon.awssdk.services.backup.model.Lifecycle.builder()
                .moveToColdStorageAfterDays(life.cold() == 0 ? null : (long) life.cold())
                .deleteAfterDays((long) life.delete())
                .build();
    }

    static StartCopyJobRequest wire(Order order, String token) {
        var vault = order.sourceVault();
        return StartCopyJobRequest.builder()
                .recoveryPointArn(order.point())
                .sourceBackupVaultName(vault.substring(vault.lastIndexOf(':') + 1))
                .destinationBackupVaultArn(order.destination())
                .iamRoleArn("arn:aws:iam::%s:role/Copies".formatted(vault.split(":", -1)[4]))
                .idempotencyToken(token)
                .lifecycle(wire(order.life()))
                .build();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
