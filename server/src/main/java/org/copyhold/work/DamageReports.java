package org.copyhold.work;

import org.copyhold.control.event.DamageFound;
import org.copyhold.control.event.Event;
import org.copyhold.control.event.Events;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.store.sweep.Damage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /** Tells of one damage in a store, which is healed by now or not. */
    void tell(Event.Place place, String store, Damage damage, boolean isHealed) {
        var named =
                damage.points().stream()
                        .limit(NAMED)
                        .flatMap(id -> catalogue.points().findById(id).stream())
                        .map(RecoveryPoint::arn)
                        .toList();
        if (isHealed) {
            LOG.warn(
                    "{}: {} It was healed. {} recovery points need it: {}",
                    store,
                    damage.what(),
                    damage.points().size(),
                    named);
        } else {
            LOG.error(
                    "{}: {} No store has it whole. {} recovery points need it: {}. Make another"
                            + " backup, or copy them back from elsewhere",
                    store,
                    damage.what(),
                    damage.points().size(),
                    named);
        }
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
