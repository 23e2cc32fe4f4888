package org.copyhold.work;

import org.copyhold.control.event.DamageFound;
import org.copyhold.control.event.Event;
import org.copyhold.control.event.Events;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.store.sweep.Damage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.List;

/** Tells what was found damaged, and which recovery points need it. Thread-safe. */
public final class DamageReports {
    private static final Logger LOG = LoggerFactory.getLogger(DamageReports.class);

    /** A frame may be needed by thousands. */
    private static final int NAMED = 10;

    private final Catalogue catalogue;
    private final Events events;

    public DamageReports(Catalogue catalogue, Events events) {
        this.catalogue = catalogue;
        this.events = events;
    }

    /** What became of a damage. */
    enum Outcome {
        HEALED("It was healed."),
        LOST("No store has it whole. Make another backup, or copy them back from elsewhere."),
        NOT_NOW("It could not be healed now; that is tried again.");

        private final String told;

        Outcome(String told) {
            this.told = told;
        }
    }

    /** Tells of one damage in a store. */
    void tell(Event.Place place, String store, Damage damage, Outcome outcome) {
        boolean isHealed = outcome == Outcome.HEALED;
        var named =
                damage.points().stream()
                        .limit(NAMED)
                        .flatMap(id -> catalogue.points().findById(id).stream())
                        .map(RecoveryPoint::arn)
                        .toList();
        LOG.atLevel(isHealed ? Level.WARN : Level.ERROR)
                .log(
                        "{}: {} {} recovery points need it: {}. {}",
                        store,
                        damage.what(),
                        damage.points().size(),
                        named,
                        outcome.told);
        var found =
                new DamageFound(
                        place,
                        store,
                        damage.what(),
                        isHealed,
                        damage.points().size(),
                        List.copyOf(named));
        catalogue
                .database()
                .write(
                        _ -> {
                            events.damageFound(found);
                            return found;
                        });
    }
}
