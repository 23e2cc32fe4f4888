package org.copyhold.control.point;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.PointCount;
import org.copyhold.kit.Arn;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps composite recovery points as their members have it: one lives as long as a member does,
 * with the lifecycle of the one that lives longest, and is PARTIAL once it has lost one. Members'
 * rows are changed before their composite's, so that nobody waits in a circle. Thread-safe.
 */
public final class Composites {
    private static final String LOCK =
            "update recovery_point set status = status where arn = :arn and composite = 1";

    private static final String LOST =
            PointRows.SELECT
                    + """
                     p.composite_arn is not null and not exists
                        (select 1 from recovery_point c where c.arn = p.composite_arn)
                        and p.composite_arn not in (select j.composite_arn from backup_job j
                            where j.ended_at is null and j.composite_arn is not null)
                        and p.composite_arn not in (select j.composite_arn from copy_job j
                            where j.ended_at is null and j.composite_arn is not null)
                    order by p.composite_arn, p.member
                    """;

    private final Database database;
    private final Events events;

    public Composites(Journal journal) {
        this.database = journal.database();
        this.events = journal.events();
    }

    /** The members of a composite recovery point that are there and stay, by ARN. */
    public List<RecoveryPoint> members(Arn composite) {
        return database.read(handle -> members(handle, composite)).stream()
                .filter(member -> member.status().isWhole())
                .toList();
    }

    /**
     * Makes a composite recovery point of the members that are there, in place of one that a
     * rebuild made of fewer; joins the caller's transaction. Empty, and nothing is made, when none
     * is left.
     */
    public Optional<RecoveryPoint> make(Arn arn, NewComposite wanted) {
        return database.write(
                handle -> {
                    handle.createUpdate(
                                    """
                                    update recovery_point set status = status
                                    where composite_arn = :arn
                                    """)
                            .bind("arn", arn.toString())
                            .execute();
                    var members = members(arn);
                    if (members.isEmpty()) {
                        return Optional.empty();
                    }
                    find(handle, arn).ifPresent(made -> remove(handle, made));
                    var point = insert(handle, arn, wanted, members);
                    events.recoveryPointAdded(point);
                    return Optional.of(point);
                });
    }

    /**
     * Makes those again whose rows were lost with a database, of the members that were brought
     * back. They are PARTIAL, as nobody knows any more whether they lacked something. Not those
     * that jobs are about to make, which know it.
     *
     * @return how many
     */
    public int bringBack() {
        return database.write(
                handle -> {
                    var lost = handle.createQuery(LOST).map(PointRows::point).list();
                    var made = new HashSet<Arn>();
                    for (var member : lost) {
                        var place = (Composition.Member) member.composition();
                        if (made.add(place.composite())) {
                            var members = members(handle, place.composite());
                            insert(handle, place.composite(), lost(member, members), members);
                        }
                    }
                    return made.size();
                });
    }

    private static NewComposite lost(RecoveryPoint member, List<RecoveryPoint> members) {
        var place = (Composition.Member) member.composition();
        var stack = place.stack();
        var id = place.composite().resource();
        var origin = member.origin();
        return new NewComposite(
                id.substring(id.indexOf(':') + 1),
                new Origin(
                        stack,
                        ResourceType.require(stack).wireName(),
                        stack.resource().split("/", -1)[1],
                        origin.iamRoleArn(),
                        origin.sourceVault()),
                null,
                member.dates().initiated(),
                members.stream()
                        .map(it -> it.dates().completed())
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                null,
                members.size(),
                false);
    }

    private static RecoveryPoint insert(
            Handle handle, Arn arn, NewComposite wanted, List<RecoveryPoint> members) {
        var point = point(arn, wanted, members);
        PointRows.insert(handle, point);
        count(handle, point, 1);
        return point;
    }

    /**
     * Takes a member out of its composite, which is PARTIAL then, or gone when it has none left.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when it is a member of none,
     *     or its vault is locked; ResourceNotFoundException when it is gone
     */
    public void disassociate(RecoveryPoint member) {
        database.write(
                handle -> {
                    var changed =
                            handle.createUpdate(
                                            """
                                            update recovery_point
                                            set composite_arn = null, stack_arn = null,
                                                member = null, state_version = state_version + 1
                                            where id = :id and composite_arn is not null
                                                and status <> 'DELETING' and not exists
                                                (select 1 from vault v
                                                    where v.id = recovery_point.vault_id
                                                        and v.lock_set_at is not null)
                                            """)
                                    .bind("id", member.id())
                                    .execute();
                    var now =
                            find(handle, member.arn())
                                    .orElseThrow(
                                            () ->
                                                    RESOURCE_NOT_FOUND.with(
                                                            "Cannot find recovery point."));
                    if (changed == 0) {
                        throw INVALID_REQUEST.with(whyNot(now));
                    }
                    events.recoveryPoint(now);
                    lost(member);
                    return changed;
                });
    }

    /** Says that a member is gone, or is a member no more; joins the caller's transaction. */
    void lost(RecoveryPoint member) {
        follow(member, true);
    }

    /** Says that a member has another lifecycle; joins the caller's transaction. */
    void changed(RecoveryPoint member) {
        follow(member, false);
    }

    private void follow(RecoveryPoint member, boolean isLess) {
        if (member.composition() instanceof Composition.Member place) {
            database.write(
                    handle -> {
                        var locked = handle.createUpdate(LOCK);
                        if (locked.bind("arn", place.composite().toString()).execute() == 1) {
                            follow(handle, find(handle, place.composite()).orElseThrow(), isLess);
                        }
                        return place;
                    });
        }
    }

    private void follow(Handle handle, RecoveryPoint composite, boolean isLess) {
        var members = members(handle, composite.arn());
        if (members.isEmpty()) {
            remove(handle, composite);
            events.recoveryPointDeleted(composite);
            return;
        }
        var lifecycle = longest(members);
        handle.createUpdate(
                        """
                        update recovery_point
                        set status = case when :less then 'PARTIAL' else status end,
                            copied_from = case when :less then null else copied_from end,
                            cold_after_days = :cold, delete_after_days = :delete,
                            archive_opt_in = :archive
                        where id = :id
                        """)
                .bind("id", composite.id())
                .bind("less", isLess)
                .bind("cold", PointRows.days(lifecycle.coldAfterDays()))
                .bind("delete", PointRows.days(lifecycle.deleteAfterDays()))
                .bind("archive", PointRows.flag(lifecycle.optInToArchive()))
                .execute();
        find(handle, composite.arn())
                .filter(now -> !now.equals(composite))
                .ifPresent(events::recoveryPoint);
    }

    private static void remove(Handle handle, RecoveryPoint composite) {
        var removed =
                handle.createUpdate("delete from recovery_point where id = :id")
                        .bind("id", composite.id())
                        .execute();
        count(handle, composite, -removed);
    }

    private static RecoveryPoint point(Arn arn, NewComposite wanted, List<RecoveryPoint> members) {
        var created = wanted.created();
        var tags = wanted.tags();
        var lifecycle = longest(members);
        var isWhole = wanted.isWhole() && members.size() == wanted.members();
        return new RecoveryPoint(
                wanted.id(),
                arn,
                members.getFirst().home(),
                wanted.origin(),
                new Dates(
                        created == null ? earliest(members) : created,
                        wanted.initiated(),
                        wanted.completed()),
                members.stream().mapToLong(RecoveryPoint::sizeBytes).sum(),
                Map.of(),
                new RecoveryPoint.State(
                        isWhole ? PointStatus.COMPLETED : PointStatus.PARTIAL,
                        StorageClass.WARM,
                        lifecycle,
                        tags == null ? shared(members) : tags,
                        new Composition.Composite(lifeFrom(lifecycle, members)),
                        1));
    }

    private static Instant earliest(List<RecoveryPoint> members) {
        return members.stream()
                .map(member -> member.dates().created())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The lifecycle of the member that lives longest. */
    private static Lifecycle longest(List<RecoveryPoint> members) {
        return members.stream()
                .max(Comparator.comparing(member -> member.deleteAt().orElse(Instant.MAX)))
                .orElseThrow()
                .lifecycle();
    }

    /** When the one of those with this lifecycle was created that was created last. */
    private static Instant lifeFrom(Lifecycle lifecycle, List<RecoveryPoint> members) {
        return members.stream()
                .filter(it -> it.lifecycle().deleteAfterDays().equals(lifecycle.deleteAfterDays()))
                .map(it -> it.dates().created())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Tags shared(List<RecoveryPoint> members) {
        var tags = new TreeMap<>(members.getFirst().tags().byKey());
        var entries = new ArrayList<>(tags.entrySet());
        for (var member : members) {
            entries.retainAll(member.tags().byKey().entrySet());
        }
        tags.entrySet().retainAll(entries);
        return Tags.of(tags);
    }

    private static String whyNot(RecoveryPoint point) {
        if (!(point.composition() instanceof Composition.Member)) {
            return "Recovery point " + point.arn() + " is not part of a composite recovery point.";
        }
        return point.status().isWhole()
                ? "Recovery point cannot be disassociated (Backup vault configured with vault lock)"
                : "Recovery point %s is %s and cannot be disassociated."
                        .formatted(point.arn(), point.status());
    }

    private static List<RecoveryPoint> members(Handle handle, Arn composite) {
        return handle.createQuery(
                        PointRows.SELECT + "p.composite_arn = :composite order by p.member, p.id")
                .bind("composite", composite.toString())
                .map(PointRows::point)
                .list();
    }

    private static Optional<RecoveryPoint> find(Handle handle, Arn arn) {
        return handle.createQuery(PointRows.SELECT + "p.arn = :arn")
                .bind("arn", arn.toString())
                .map(PointRows::point)
                .findOne();
    }

    private static void count(Handle handle, RecoveryPoint point, int more) {
        var home = point.home();
        PointCount.add(handle, home.vaultId(), home.account(), home.region(), more);
    }
}
