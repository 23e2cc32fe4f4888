package org.copyhold;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.event.Outbox;
import org.copyhold.control.event.WaitingEvents;
import org.copyhold.control.vault.VaultNotifications;
import org.copyhold.deliver.Backoff;
import org.copyhold.deliver.Deliveries;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

/** What tells of changes, wired: the journal they are written through, and how they get out. */
final class EventKeepers {
    final VaultNotifications notifications;
    final WaitingEvents waiting;
    final Deliveries deliveries;
    final Journal journal;

    EventKeepers(EventConfig config, Database database, ServiceClock clock) {
        var sinks = Sinks.of(config, clock);
        notifications = new VaultNotifications(database);
        waiting = new WaitingEvents(database, clock);
        deliveries = new Deliveries(waiting, sinks.all(), Backoff.DEFAULT);
        journal = new Journal(database, events(sinks, clock));
    }

    /** Where nobody listens, nothing is written. */
    private Events events(Sinks sinks, ServiceClock clock) {
        return sinks.all().isEmpty()
                ? Events.NONE
                : new Outbox(
                        waiting,
                        clock,
                        Sinks.names(sinks.events()),
                        Sinks.names(sinks.notifications()),
                        notifications);
    }
}
