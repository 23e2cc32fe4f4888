package org.copyhold.control.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.restore.RestoreJob;
import org.copyhold.control.vault.VaultNotifications;
import org.copyhold.kit.ServiceClock;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes down what sinks are to be told of a change, in the change's own transaction. Thread-safe.
 */
public final class Outbox implements Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WaitingEvents waiting;
    private final ServiceClock clock;
    private final List<String> sinks;
    private final List<String> notified;
    private final VaultNotifications notifications;

    /**
     * @param sinks those that get every event
     * @param notified those that get vaults' notifications
     */
    public Outbox(
            WaitingEvents waiting,
            ServiceClock clock,
            List<String> sinks,
            List<String> notified,
            VaultNotifications notifications) {
        this.waiting = waiting;
        this.clock = clock;
        this.sinks = List.copyOf(sinks);
        this.notified = List.copyOf(notified);
        this.notifications = notifications;
    }

    @Override
    public void copyJob(CopyJob job) {
        tell(new CopyChange(job));
    }

    @Override
    public void backupJob(BackupJob job) {
        tell(new BackupChange(job));
    }

    @Override
    public void restoreJob(RestoreJob job) {
        tell(new RestoreChange(job));
    }

    @Override
    public void recoveryPointAdded(RecoveryPoint point) {
        tell(PointChange.added(point));
    }

    @Override
    public void recoveryPoint(RecoveryPoint point) {
        tell(PointChange.changed(point));
    }

    @Override
    public void recoveryPointDeleted(RecoveryPoint point) {
        tell(PointChange.deleted(point));
    }

    @Override
    public void damageFound(DamageFound damage) {
        tell(damage);
    }

    private void tell(Change change) {
        var id = UUID.randomUUID().toString();
        var event = change.event();
        if (!sinks.isEmpty()) {
            waiting.add(sinks, id, event.subject(), json(event.envelope(id, clock.instant())));
        }
        if (!notified.isEmpty()) {
            change.notification().ifPresent(it -> notify(it, id, event.subject()));
        }
    }

    private void notify(Notification notification, String id, String subject) {
        notifications
                .find(notification.vault())
                .filter(it -> notification.kinds().stream().anyMatch(it::wants))
                .ifPresent(
                        it ->
                                waiting.add(
                                        notified, id, subject, json(notification.to(it.topic()))));
    }

    private static String json(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event cannot be written as JSON", e);
        }
    }
}
