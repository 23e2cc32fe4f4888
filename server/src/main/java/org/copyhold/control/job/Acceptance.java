package org.copyhold.control.job;

import org.copyhold.control.call.Call;
import org.copyhold.control.call.Tokens;
import org.copyhold.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes jobs in: once for each idempotency token, rows and places in the queue together. Of a
 * parent and its children all come or none, and workers get the children.
 */
public final class Acceptance {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

    private final Database database;
    private final Tokens tokens;
    private final JobQueue queue;
    private final JobLog log;

    public Acceptance(Database database, Tokens tokens, JobQueue queue) {
        this.database = database;
        this.tokens = tokens;
        this.queue = queue;
        this.log = new JobLog(database);
    }

    /**
     * Takes a job in, or gives the one that the same call made before; what that one was made of
     * need not exist any more.
     *
     * @throws org.copyhold.kit.BackupException what {@link Intake#create} refuses, or
     *     InvalidRequestException when another call had this token
     */
    public <J extends Job> J accept(JobKind kind, Optional<Call> call, Intake<J> intake) {
        var earlier = call.flatMap(tokens::recall);
        if (earlier.isPresent()) {
            return intake.find(earlier.get());
        }
        var family = intake.create();
        var first = written(family, () -> queueUnlessClaimed(kind, call, intake, family));
        if (first.isPresent()) {
            return intake.find(first.get());
        }
        taken(kind, family);
        return family.head();
    }

    /**
     * Takes a job in unless another one makes, or has made, what it would make: then that one's
     * ticket is given. Of calls that race, one takes a job in.
     *
     * @param standing the other one's ticket, if there is one; asked in the transaction, and keeps
     *     others that ask the same waiting until its end
     */
    public <J extends Job> Ticket acceptOnce(
            JobKind kind,
            Optional<Call> call,
            Intake<J> intake,
            Function<J, Optional<Ticket>> standing) {
        var earlier = call.flatMap(tokens::recall);
        if (earlier.isPresent()) {
            return Ticket.of(intake.find(earlier.get()));
        }
        var family = intake.create();
        var job = family.head();
        var ticket =
                written(
                        family,
                        () ->
                                standing.apply(job)
                                        .map(found -> claimed(call, intake, found))
                                        .orElseGet(
                                                () ->
                                                        queueUnlessClaimed(
                                                                        kind, call, intake, family)
                                                                .map(intake::find)
                                                                .map(Ticket::of)
                                                                .orElse(Ticket.of(job))));
        if (ticket.job().equals(job.id())) {
            taken(kind, family);
        }
        return ticket;
    }

    private void taken(JobKind kind, Family<?> family) {
        queue.wake();
        family.all().forEach(job -> LOG.info("{} job {} CREATED", kind.label(), job.id()));
    }

    /** A token lives as long as its job is listed, so one that is not gets none. */
    private <J extends Job> Ticket claimed(Optional<Call> call, Intake<J> intake, Ticket found) {
        return call.filter(_ -> found.listed())
                .flatMap(c -> tokens.claim(c, found.job()))
                .map(intake::find)
                .map(Ticket::of)
                .orElse(found);
    }

    private <T> T written(Family<?> family, Supplier<T> statements) {
        try {
            return database.write(_ -> statements.get());
        } catch (RuntimeException e) {
            family.toRun().forEach(queue::undone);
            throw e;
        }
    }

    private <J extends Job> Optional<String> queueUnlessClaimed(
            JobKind kind, Optional<Call> call, Intake<J> intake, Family<J> family) {
        var first = call.flatMap(c -> tokens.claim(c, family.head().id()));
        if (first.isEmpty()) {
            intake.insert(family);
            var now = family.head().createdAt();
            log.add(
                    family.head().id(),
                    family.told().stream().map(it -> new JobLog.Line(now, it)).toList());
            family.toRun().forEach(job -> queue.add(kind, job));
        }
        return first;
    }

    /** What a keeper does to take one job in. */
    public interface Intake<J extends Job> {
        /** Looks up what is wanted, and refuses or makes the job; writes nothing. */
        Family<J> create();

        /** Adds the rows; joins a transaction. */
        void insert(Family<J> family);

        /** The job of that id, which a token remembers. */
        J find(String id);
    }
}
