package org.copyhold.api.tag;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Finds what can have tags: vaults and recovery points. */
public final class Taggables {
    private final Vaults vaults;
    private final RecoveryPoints points;
    private final Runnable stateOwed;

    /**
     * @param stateOwed told after each change of a recovery point's tags, which its store has to
     *     get as well
     */
    public Taggables(Vaults vaults, RecoveryPoints points, Runnable stateOwed) {
        this.vaults = vaults;
        this.points = points;
        this.stateOwed = stateOwed;
    }

    /**
     * The thing of that ARN in the caller's account and Region.
     *
     * @throws org.copyhold.kit.BackupException ResourceNotFoundException when there is none
     */
    Taggable require(Caller caller, String resourceArn) {
        var arn = Arn.require("ResourceArn", resourceArn);
        return vault(caller, arn)
                .or(() -> point(caller, arn))
                .orElseThrow(
                        () ->
                                RESOURCE_NOT_FOUND.with(
                                        "Cannot find resource "
                                                + arn
                                                + " in account "
                                                + caller.account()
                                                + " and Region "
                                                + caller.region()
                                                + "."));
    }

    private Optional<Taggable> vault(Caller caller, Arn arn) {
        return arn.account().equals(caller.account()) && arn.region().equals(caller.region())
                ? vaults.find(arn).map(this::taggable)
                : Optional.empty();
    }

    private Optional<Taggable> point(Caller caller, Arn arn) {
        return points.find(caller.account(), caller.region(), arn).map(this::taggable);
    }

    private Taggable taggable(Vault vault) {
        return new Taggable(vault.tags(), change -> vaults.retag(vault.id(), change));
    }

    private Taggable taggable(RecoveryPoint point) {
        return new Taggable(
                point.tags(),
                change -> {
                    points.retag(point.id(), change);
                    stateOwed.run();
                });
    }

    /**
     * Something with tags.
     *
     * @param tags those it has now
     * @param retag changes them
     */
    record Taggable(Tags tags, Consumer<UnaryOperator<Tags>> retag) {}
}
