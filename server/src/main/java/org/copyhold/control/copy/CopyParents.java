package org.copyhold.control.copy;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.Families;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.Upshot;
import org.copyhold.control.point.Composites;
import org.copyhold.control.point.NewComposite;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.kit.ServiceClock;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ends copies of composite recovery points: when the last nested copy has ended, the composite at
 * the destination is made of those that are there. Thread-safe.
 */
final class CopyParents implements Families.Line<CopyJob> {
    private static final String NOTHING_MOVED = "NONE";

    private final RecoveryPoints points;
    private final Composites composites;
    private final MadeCopies made;
    private final JobLog log;
    private final ServiceClock clock;

    CopyParents(RecoveryPoints points, MadeCopies made, JobLog log, ServiceClock clock) {
        this.points = points;
        this.composites = points.composites();
        this.made = made;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean hasEnded(CopyJob parent) {
        return !(parent.state() instanceof CopyState.Created
                || parent.state() instanceof CopyState.Running);
    }

    @Override
    public CopyJob begun(CopyJob parent) {
        return parent.state() instanceof CopyState.Created created
                ? parent.in(created.started(clock.instant()))
                : parent;
    }

    @Override
    public CopyJob ended(CopyJob parent, List<CopyJob> children, Progress progress) {
        var upshot = upshot(parent, children);
        var at = clock.instant();
        log.add(parent.id(), upshot.lines(at));
        if (upshot.isNothing()) {
            return parent.in(new CopyState.Failed(at, upshot.why(), progress));
        }
        var source = points.findById(parent.source().pointId());
        var copy = composites.make(parent.copy(), composite(parent, source, at, upshot));
        if (copy.isEmpty()) {
            var why =
                    new Failure(
                            MessageCategory.INVALID_PARAMETERS,
                            "Copy job failed because all nested recovery points that it made have"
                                    + " been deleted.");
            return parent.in(new CopyState.Failed(at, why, progress));
        }
        var copied = copied(copy.get(), children);
        var began = began(parent, at);
        if (upshot.isWhole()) {
            made.add(parent);
            return parent.in(new CopyState.Completed(began, at, copied, progress));
        }
        var why = new Issues(upshot.why().category(), upshot.why().message());
        return parent.in(new CopyState.Partial(began, at, copied, progress, why));
    }

    private static NewComposite composite(
            CopyJob parent, Optional<RecoveryPoint> source, Instant at, Upshot upshot) {
        var from = parent.source();
        return new NewComposite(
                parent.copyId(),
                new Origin(
                        from.resource(),
                        from.resourceType(),
                        from.resourceName(),
                        parent.roleArn(),
                        from.vault()),
                source.map(it -> it.dates().created()).orElse(null),
                parent.createdAt(),
                at,
                source.map(RecoveryPoint::tags).orElse(null),
                upshot.children(),
                upshot.isWhole());
    }

    private static Copied copied(RecoveryPoint copy, List<CopyJob> children) {
        var nested =
                children.stream()
                        .map(CopyJob::state)
                        .filter(CopyState.Completed.class::isInstance)
                        .map(state -> ((CopyState.Completed) state).copy())
                        .toList();
        var least =
                nested.stream()
                        .map(Copied::tier)
                        .filter(tier -> !tier.equals(NOTHING_MOVED))
                        .min(Comparator.naturalOrder());
        return new Copied(
                copy.home().encryptionKeyArn(),
                copy.lifecycle(),
                nested.getLast().locked(),
                least.orElse(NOTHING_MOVED));
    }

    private static Instant began(CopyJob parent, Instant otherwise) {
        return parent.state() instanceof CopyState.Running running
                ? running.startedAt()
                : otherwise;
    }

    private static Upshot upshot(CopyJob parent, List<CopyJob> children) {
        var failures =
                children.stream()
                        .filter(child -> child.state() instanceof CopyState.Failed)
                        .map(CopyParents::failed)
                        .toList();
        var gaps = parent.kinship() instanceof Kinship.Parent it ? it.gaps() : "";
        return new Upshot(children.size(), failures, gaps);
    }

    private static Upshot.Failed failed(CopyJob child) {
        var member = child.kinship() instanceof Kinship.Child it ? it.place().name() : child.id();
        return new Upshot.Failed(member, ((CopyState.Failed) child.state()).why());
    }
}
