package org.copyhold.work;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.Job;
import org.copyhold.control.job.JobKind;
import org.copyhold.kit.Arn;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.Interrupted;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ends jobs that came to nothing, so that nothing of them stays in a store. Thread-safe. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private static final Duration CLEAN_AGAIN = Duration.ofMinutes(1);

    private final JobKind kind;
    private final Catalogue catalogue;
    private final ServiceClock clock;

    Endings(JobKind kind, Catalogue catalogue, ServiceClock clock) {
        this.kind = kind;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * Takes back what the job wrote, and stores its last state in the same transaction. When the
     * store cannot be reached, the job ends all the same and the store is seen to later; until then
     * the vault counts as written into, so that it is known which store that is.
     *
     * @param store the store that the job may have written to, if any
     * @param row stores the last state, and tells whether the row was as expected
     */
    Next end(Job job, String state, Supplier<Optional<SealedStore>> store, BooleanSupplier row) {
        Runnable last =
                () -> {
                    RowChanged.unless(row.getAsBoolean(), job.id());
                    catalogue.vaults().leave(job.id());
                };
        Runnable lastButCleaning = () -> RowChanged.unless(row.getAsBoolean(), job.id());
        var next = Next.NOTHING;
        try {
            var written = store.get();
            if (written.isPresent()) {
                written.get().abandon(job.id(), catalogue.joined(last));
            } else {
                inTransaction(last);
            }
        } catch (StoreException e) {
            LOG.warn("{} job {}: its store has to be cleaned up later", kind.label(), job.id(), e);
            inTransaction(lastButCleaning);
            next = Next.after(CLEAN_AGAIN);
        }
        LOG.info("{} job {} {}", kind.label(), job.id(), state);
        return next;
    }

    /**
     * Decides what follows an attempt that an exception ended.
     *
     * @param point the recovery point that it reads or makes
     * @param again stores that the job waits again, and tells whether the row was as expected
     * @param fail ends the job for a reason
     */
    Next afterwards(
            Attempt attempt,
            Arn point,
            RuntimeException e,
            BooleanSupplier again,
            Function<Failure, Next> fail) {
        var reason = attempt.reason().orElse(null);
        if (reason == Attempt.Reason.DROPPED) {
            return fail.apply(Failure.of("The server was reset."));
        }
        if (reason != null || e instanceof RowChanged || e instanceof Interrupted) {
            return Next.AGAIN;
        }
        var trouble = Trouble.of(kind, attempt.job(), point.toString(), e);
        var now = clock.instant();
        var patience = attempt.patience(now);
        if (!trouble.passing() || patience.isOver(now)) {
            return fail.apply(trouble.why());
        }
        LOG.warn(
                "{} job {}: {} Trying again in {}.",
                kind.label(),
                attempt.job(),
                trouble.why().message(),
                patience.pause());
        return again.getAsBoolean() ? new Next.Later(patience.pause(), patience) : Next.AGAIN;
    }

    /** Takes back what an ended job left, because its store could not be reached then. */
    Next clean(Job job, Supplier<Optional<SealedStore>> store) {
        try {
            Runnable last = () -> catalogue.vaults().leave(job.id());
            store.get()
                    .ifPresentOrElse(
                            written -> written.abandon(job.id(), catalogue.joined(last)),
                            () -> inTransaction(last));
            return Next.NOTHING;
        } catch (StoreException e) {
            LOG.warn("{} job {}: its store is still out of reach", kind.label(), job.id(), e);
            return Next.after(CLEAN_AGAIN);
        }
    }

    private void inTransaction(Runnable statements) {
        catalogue
                .database()
                .write(
                        _ -> {
                            statements.run();
                            return kind;
                        });
    }
}
