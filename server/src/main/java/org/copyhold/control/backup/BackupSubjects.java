package org.copyhold.control.backup;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.job.Excerpt;
import org.copyhold.control.job.Family;
import org.copyhold.control.job.JobIds;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.job.Roles;
import org.copyhold.control.point.Composition;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.setting.RegionSettings;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;

/** Finds what a backup is to be made of, and where it goes. Thread-safe. */
public final class BackupSubjects {
    private final Vaults vaults;
    private final Resources resources;
    private final Roles roles;
    private final RegionSettings settings;
    private final ServiceClock clock;

    public BackupSubjects(
            Vaults vaults,
            Resources resources,
            Roles roles,
            RegionSettings settings,
            ServiceClock clock) {
        this.vaults = vaults;
        this.resources = resources;
        this.roles = roles;
        this.settings = settings;
        this.clock = clock;
    }

    /** A new job for the order, with children where it is about a stack. */
    Family<BackupJob> family(BackupOrder order) {
        var caller = order.caller();
        var vault = vaults.require(caller, order.vault().text());
        var resource = resource(caller, order.resource());
        roles.check(caller, order.role());
        var wanted = new Wanted(order, target(vault), clock.instant());
        return switch (resource.substance()) {
            case Substance.Local _, Substance.Remote _ ->
                    Family.of(
                            wanted.job(
                                    subject(resource),
                                    variant(wanted, resource.type()),
                                    new Kinship.Alone()));
            case Substance.Members members -> parent(wanted, resource, members);
        };
    }

    /** A child for each member whose type can be backed up; what is left out is told of. */
    private Family<BackupJob> parent(
            Wanted wanted, DeclaredResource stack, Substance.Members members) {
        var gaps = new ArrayList<String>();
        var supported = new TreeMap<String, Arn>();
        members.byName()
                .forEach(
                        (name, member) -> {
                            if (ResourceType.of(member).isPresent()) {
                                supported.put(name, member);
                            } else {
                                gaps.add(
                                        "%s was left out: %s is of no type that can be backed up here."
                                                .formatted(name, member));
                            }
                        });
        if (supported.isEmpty()) {
            throw INVALID_REQUEST.with(
                    "Stack %s has no member that can be backed up here. %s"
                            .formatted(stack.arn(), Excerpt.of(gaps)));
        }
        var kinship = new Kinship.Parent(supported.size(), Excerpt.of(gaps));
        var head = wanted.job(subject(stack), stack.type(), kinship);
        return new Family<>(
                head,
                supported.entrySet().stream()
                        .map(it -> child(wanted, head, it.getKey(), it.getValue()))
                        .toList(),
                gaps);
    }

    /** A member that is not declared is backed up in vain, which its job tells. */
    private BackupJob child(Wanted wanted, BackupJob parent, String name, Arn member) {
        var type = ResourceType.require(member);
        var place = new Composition.Member(parent.point(), parent.subject().resource(), name);
        return wanted.job(
                resources
                        .find(member)
                        .filter(it -> it.account().equals(parent.account()))
                        .map(BackupSubjects::subject)
                        .orElse(new BackupJob.Subject(member, type.wireName(), null)),
                variant(wanted, type),
                new Kinship.Child(parent.id(), place));
    }

    /** What the account has chosen in the Region, where a type has variants. */
    private ResourceType variant(Wanted wanted, ResourceType type) {
        var caller = wanted.order().caller();
        return type.managed(settings.isManaged(caller.account(), caller.region(), type.wireName()));
    }

    /** What the jobs of one order have in common. */
    private record Wanted(BackupOrder order, BackupJob.Target target, Instant now) {
        BackupJob job(BackupJob.Subject subject, ResourceType type, Kinship kinship) {
            var account = order.caller().account();
            var region = order.caller().region();
            var pointId = JobIds.newPoint();
            return new BackupJob(
                    JobIds.newJob(),
                    account,
                    region,
                    now,
                    target,
                    subject,
                    order.role().toString(),
                    pointId,
                    type.point(subject.resource(), region, account, pointId, now),
                    order.windows().startBy(now),
                    order.windows().completeBy(now).orElse(null),
                    type.tiered(order.lifecycle()),
                    order.tags(),
                    order.options(),
                    kinship,
                    new BackupState.Created(),
                    1);
        }
    }

    private DeclaredResource resource(Caller caller, Arn arn) {
        var isGlobal = arn.account().isEmpty() && arn.region().isEmpty();
        if (!isGlobal
                && (!arn.account().equals(caller.account())
                        || !arn.region().equals(caller.region()))) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Resource "
                            + arn
                            + " is not in account "
                            + caller.account()
                            + " and Region "
                            + caller.region()
                            + ", which this request is for.");
        }
        return resources
                .find(arn)
                .filter(
                        it ->
                                it.account().equals(caller.account())
                                        && it.region().equals(caller.region()))
                .orElseThrow(
                        () ->
                                RESOURCE_NOT_FOUND.with(
                                        "Resource "
                                                + arn
                                                + " is not declared here. Declare it with"
                                                + " `copyhold resource add`."));
    }

    private static BackupJob.Target target(Vault vault) {
        return new BackupJob.Target(
                vault.id(), vault.arn(), vault.name(), vault.encryptionKeyArn());
    }

    private static BackupJob.Subject subject(DeclaredResource resource) {
        return new BackupJob.Subject(resource.arn(), resource.type().wireName(), resource.name());
    }
}
