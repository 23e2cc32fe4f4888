package org.copyhold.store;

import org.copyhold.store.index.PackAdoption;
import org.copyhold.store.index.PointChanges;
import org.copyhold.store.index.Works;
import org.copyhold.store.sweep.Healing;
import org.copyhold.store.sweep.Healing.Healed;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Heals a store from others. Jobs may run meanwhile. Used by one thread. */
public final class StoreHealing {
    private final SealedStore store;
    private final PointChanges changes;
    private final Works works;

    StoreHealing(SealedStore store, PointChanges changes, Works works) {
        this.store = store;
        this.changes = changes;
        this.works = works;
    }

    private String job() {
        return "heal-" + store.id();
    }

    /**
     * Ends a healing that died, so that it holds nothing any more. One that goes on in another
     * process is refused from then on; what it has healed stays.
     */
    public void settle() {
        if (works.isBegun(job())) {
            end(store.begin(job()));
        }
    }

    /**
     * Replaces the damaged frames of these packs by the same ones from other stores.
     *
     * @return what came of each pack, by its name
     */
    public Map<String, Healed> heal(Collection<String> packs, List<SealedStore> others) {
        var work = store.begin(job());
        var sources =
                others.stream()
                        .filter(it -> it != store)
                        .map(it -> new Healing.Source(it.blobs(), it.index()))
                        .toList();
        var healed = new TreeMap<String, Healed>();
        try (var healing = new Healing(store.blobs(), store.index(), work, sources)) {
            packs.forEach(pack -> healed.put(pack, healing.heal(pack)));
        } catch (RuntimeException | Error e) {
            endAfter(e, work);
            throw e;
        }
        store.retention().rows().forget(work);
        changes.stamp(work, false);
        return healed;
    }

    /**
     * What was healed before stays healed: its packs are stamped, as the index looks there already.
     * A pack that was not finished goes.
     */
    private void end(Work work) {
        new PackAdoption(store.blobs(), store.index()).giveUpAll(work);
        store.retention().rows().forget(work);
        changes.stamp(work, false);
    }

    private void endAfter(Throwable trouble, Work work) {
        try {
            end(work);
        } catch (RuntimeException e) {
            trouble.addSuppressed(e); // the next to begin this work finds what it holds
        }
    }
}
