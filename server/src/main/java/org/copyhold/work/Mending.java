package org.copyhold.work;

import org.copyhold.control.event.Event;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.sweep.Damage;
import org.copyhold.store.sweep.Healing.Healed;
import org.copyhold.work.DamageReports.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Heals what was found damaged and tells of all of it. What cannot be healed now, as a disk is full
 * or another store away, it remembers for as long as the process lives. Used by one thread.
 */
final class Mending {
    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

    private final DamageReports reports;

    /** What may be healed yet, by where the store lies. */
    private final Map<String, Set<Damage>> waiting = new HashMap<>();

    Mending(DamageReports reports) {
        this.reports = reports;
    }

    /** A store in which something is damaged. */
    record Patient(SealedStore store, Event.Place place) {
        String location() {
            return store.location();
        }
    }

    /**
     * Where what is damaged may lie whole.
     *
     * @param areAll whether those are all stores there are
     */
    record Sources(List<SealedStore> stores, boolean areAll) {}

    /** Heals what can be healed, tells of all, and counts what is damaged still. */
    long mend(Patient patient, Collection<Damage> damages, Sources sources) {
        return mend(patient, damages, sources, false);
    }

    /** Tries what could not be healed before once more, and counts what is whole now. */
    long mendWaiting(Patient patient, Sources sources) {
        var damages = waiting.remove(patient.location());
        return damages == null ? 0 : damages.size() - mend(patient, damages, sources, true);
    }

    private long mend(
            Patient patient, Collection<Damage> damages, Sources sources, boolean wereTold) {
        var healed = heal(patient.store(), damages, sources.stores());
        long left = 0;
        for (var damage : damages) {
            var outcome = outcome(damage, healed, sources.areAll());
            if (outcome != Outcome.HEALED) {
                left++;
            }
            if (outcome == Outcome.NOT_NOW) {
                waiting.computeIfAbsent(patient.location(), _ -> new LinkedHashSet<>()).add(damage);
            }
            if (outcome != Outcome.NOT_NOW || !wereTold) {
                reports.tell(patient.place(), patient.location(), damage, outcome);
            }
        }
        return left;
    }

    /** What came of the packs: nothing when it is not known, as a healing ended half-way. */
    private static Map<String, Healed> heal(
            SealedStore store, Collection<Damage> damages, List<SealedStore> others) {
        var packs = new TreeSet<String>();
        damages.stream().map(Damage::pack).filter(Objects::nonNull).forEach(packs::add);
        if (packs.isEmpty()) {
            return Map.of();
        }
        try {
            return store.healing().heal(packs, others);
        } catch (StoreException e) {
            LOG.warn("Nothing is healed in {} now: {}", store.location(), e.explained());
            return Map.of();
        }
    }

    private static Outcome outcome(Damage damage, Map<String, Healed> healed, boolean areAll) {
        var pack = damage.pack();
        if (pack == null) {
            return Outcome.LOST;
        }
        var what = healed.get(pack);
        if (what == null) {
            return Outcome.NOT_NOW;
        }
        if (isHealed(damage, what)) {
            return Outcome.HEALED;
        }
        return what.isFinal() && areAll ? Outcome.LOST : Outcome.NOT_NOW;
    }

    private static boolean isHealed(Damage damage, Healed what) {
        return what.lost().stream().noneMatch(sid -> damage.what().contains(sid.hex()))
                && (what.lost().isEmpty() || damage.what().startsWith("Frame "));
    }
}
