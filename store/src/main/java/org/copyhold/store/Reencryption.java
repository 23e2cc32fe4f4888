package org.copyhold.store;

import org.copyhold.store.copy.CopyProgress;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.reseal.Resealing;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.VaultKeys;
import org.copyhold.store.tree.Tree;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies into one store by a worker that is given the root key: every page and chunk is opened and
 * sealed anew, so that nobody reads the copy with what opened its source. Used by one thread.
 */
public final class Reencryption {
    private final SealedStore to;
    private final Work work;
    private final DedupDomain domain;

    /**
     * @param work of the destination
     * @param domain the destination's
     */
    public Reencryption(SealedStore to, Work work, DedupDomain domain) {
        this.to = to;
        this.work = work;
        this.domain = domain;
    }

    /**
     * What is ready to be committed, with {@link Contents.Ingested} of the domain.
     *
     * @param metadata as the source has it
     */
    public record Done(CopyResult result, Tree tree, byte[] metadata) {}

    /**
     * What is copied.
     *
     * @param store where it lies; may be the destination itself
     * @param keys of the vault that it lies in
     */
    public record Source(SealedStore store, String point, VaultKeys keys) {}

    /**
     * Brings every page and chunk of a point, opened and sealed anew, and holds them for the job.
     *
     * @param vault where the copy is to lie: the newest point of the resource there is its base
     * @param progress told every few packs, from any thread, one call at a time
     * @throws StoreException.Corrupt naming frame, pack and point when a byte of the source is not
     *     what it must be
     */
    public Done copy(Source source, String vault, Consumer<CopyProgress> progress) {
        to.points.unpin(work);
        var opened = source.store().unlock(work, source.point(), source.keys());
        Optional<CommittedPoint> base =
                to.missing.any()
                        ? Optional.empty()
                        : to.points.pinNewest(work, opened.point().resource(), vault);
        try (var resealing =
                new Resealing(source.store().place(), to.place(), work, domain, progress)) {
            var done = resealing.reseal(opened.point(), opened.tree(), base);
            return new Done(done.result(), done.tree(), opened.metadata());
        }
    }
}
