package org.copyhold.control.backup;

import org.copyhold.control.job.Excerpt;
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
import org.copyhold.kit.ServiceClock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends backups of stacks: when the last member's backup has ended, the composite recovery point is
 * made of those that are there. Thread-safe.
 */
final class BackupParents implements Families.Line<BackupJob> {
    private final Composites composites;
    private final JobLog log;
    private final ServiceClock clock;

    BackupParents(Composites composites, JobLog log, ServiceClock clock) {
        this.composites = composites;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public boolean hasEnded(BackupJob parent) {
        return switch (parent.state()) {
            case BackupState.Created _, BackupState.Running _, BackupState.Aborting _ -> false;
            case BackupState.Aborted _,
                    BackupState.Completed _,
                    BackupState.Partial _,
                    BackupState.Failed _,
                    BackupState.Expired _ ->
                    true;
        };
    }

    @Override
    public BackupJob begun(BackupJob parent) {
        return parent.state() instanceof BackupState.Created created
                ? parent.in(created.started(clock.instant()))
                : parent;
    }

    @Override
    public BackupJob ended(BackupJob parent, List<BackupJob> children, Progress progress) {
        var at = clock.instant();
        var upshot = upshot(parent, children);
        log.add(parent.id(), upshot.lines(at));
        if (upshot.isNothing()) {
            return parent.in(nothing(children, upshot, at, progress));
        }
        var began = began(parent, at);
        var point = composites.make(parent.point(), composite(parent, began, at, upshot));
        if (point.isEmpty()) {
            var why =
                    new Failure(
                            MessageCategory.INVALID_PARAMETERS,
                            "Backup job failed because all nested recovery points that it made"
                                    + " have been deleted.");
            return parent.in(new BackupState.Failed(at, why, progress));
        }
        var issues = issues(children, upshot);
        return parent.in(
                upshot.isWhole()
                        ? new BackupState.Completed(began, at, progress, issues)
                        : new BackupState.Partial(began, at, progress, issues));
    }

    private static BackupState nothing(
            List<BackupJob> children, Upshot upshot, Instant at, Progress progress) {
        if (children.stream().allMatch(it -> it.state() instanceof BackupState.Aborted)) {
            return new BackupState.Aborted(at, progress);
        }
        if (children.stream().allMatch(it -> it.state() instanceof BackupState.Expired)) {
            return new BackupState.Expired(at, progress);
        }
        return new BackupState.Failed(at, upshot.why(), progress);
    }

    private static NewComposite composite(
            BackupJob parent, Instant began, Instant at, Upshot upshot) {
        var stack = parent.subject();
        return new NewComposite(
                parent.pointId(),
                new Origin(stack.resource(), stack.type(), stack.name(), parent.roleArn(), null),
                began,
                parent.createdAt(),
                at,
                parent.tags(),
                upshot.children(),
                upshot.isWhole());
    }

    private static Issues issues(List<BackupJob> children, Upshot upshot) {
        if (!upshot.isWhole()) {
            return new Issues(upshot.why().category(), upshot.why().message());
        }
        var told =
                children.stream()
                        .filter(
                                child ->
                                        child.state() instanceof BackupState.Completed done
                                                && !done.issues().message().isEmpty())
                        .map(BackupParents::member)
                        .toList();
        return told.isEmpty()
                ? Issues.NONE
                : new Issues(
                        MessageCategory.MISCELLANEOUS,
                        "See the nested jobs of " + Excerpt.ofNames(told) + ".");
    }

    private static Instant began(BackupJob parent, Instant otherwise) {
        return switch (parent.state()) {
            case BackupState.Running s -> s.startedAt();
            case BackupState.Aborting s -> s.startedAt();
            default -> otherwise;
        };
    }

    private static Upshot upshot(BackupJob parent, List<BackupJob> children) {
        var failures = children.stream().flatMap(child -> failed(child).stream()).toList();
        var gaps = parent.kinship() instanceof Kinship.Parent it ? it.gaps() : "";
        return new Upshot(children.size(), failures, gaps);
    }

    private static Optional<Upshot.Failed> failed(BackupJob child) {
        return switch (child.state()) {
            case BackupState.Failed s -> Optional.of(new Upshot.Failed(member(child), s.why()));
            case BackupState.Aborted _ -> failed(child, BackupState.Aborted.HOW);
            case BackupState.Expired _ -> failed(child, BackupState.Expired.HOW);
            default -> Optional.empty();
        };
    }

    private static Optional<Upshot.Failed> failed(BackupJob child, Issues how) {
        var why = new Failure(how.category(), how.message());
        return Optional.of(new Upshot.Failed(member(child), why));
    }

    private static String member(BackupJob child) {
        return child.kinship() instanceof Kinship.Child it ? it.place().name() : child.id();
    }
}
