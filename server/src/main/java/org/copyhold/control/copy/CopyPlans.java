package org.copyhold.control.copy;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.job.Roles;
import org.copyhold.control.point.Composites;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;

import java.util.List;
import java.util.Optional;

/** Looks up what a copy would be made of, and where it would go. Thread-safe. */
public final class CopyPlans {
    private final Vaults vaults;
    private final RecoveryPoints points;
    private final Composites composites;

    public CopyPlans(Vaults vaults, RecoveryPoints points) {
        this.composites = points.composites();
        this.vaults = vaults;
        this.points = points;
    }

    RecoveryPoints points() {
        return points;
    }

    /**
     * What an order asks for.
     *
     * @throws org.copyhold.kit.BackupException when the source vault is not there, or the recovery
     *     point is not in it
     */
    public PlannedCopy of(CopyOrder order) {
        var caller = order.caller();
        var vault = vaults.require(caller, order.sourceVault().text());
        var point =
                points.find(vault.id(), order.point())
                        .orElseThrow(() -> RESOURCE_NOT_FOUND.with("Cannot find recovery point."));
        return plan(vault, point, order.role(), order.destination(), order.lifecycle())
                .reencrypting(order.options().reencrypts());
    }

    /**
     * What each part of a composite recovery point would become, were the whole copied.
     *
     * @param whole the composite's own plan
     */
    public List<PlannedCopy> ofMembers(CopyOrder order, PlannedCopy whole) {
        return composites.members(whole.source().arn()).stream()
                .map(
                        member ->
                                plan(
                                                whole.sourceVault(),
                                                member,
                                                order.role(),
                                                order.destination(),
                                                order.lifecycle())
                                        .reencrypting(order.options().reencrypts()))
                .toList();
    }

    /** What a job asks for; empty when its source is gone. */
    public Optional<PlannedCopy> of(CopyJob job) {
        return points.findById(job.source().pointId())
                .flatMap(
                        point ->
                                vaults.findById(point.home().vaultId())
                                        .map(v -> of(job, v, point)));
    }

    private PlannedCopy of(CopyJob job, Vault vault, RecoveryPoint point) {
        var role = Roles.parse(job.roleArn());
        return plan(vault, point, role, job.destination(), job.lifecycle())
                .reencrypting(job.options().reencrypts());
    }

    private PlannedCopy plan(
            Vault vault, RecoveryPoint point, Arn role, Arn destination, AskedLifecycle asked) {
        return new PlannedCopy(
                vault.account(),
                vault.region(),
                role,
                vault,
                point,
                destination,
                vaults.find(destination).orElse(null),
                lifecycle(point, asked),
                point.tags().byKey(),
                false);
    }

    private static Lifecycle lifecycle(RecoveryPoint point, AskedLifecycle asked) {
        var wanted = asked.over(point.lifecycle());
        return point.type().map(type -> type.tiered(wanted)).orElse(wanted);
    }
}
