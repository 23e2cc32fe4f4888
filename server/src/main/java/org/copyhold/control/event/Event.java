package org.copyhold.control.event;

import org.copyhold.kit.Arn;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of state, as EventBridge writes it.
 *
 * @param subject what changed: events of one subject are delivered in order
 * @param detailType EventBridge's name of this kind of event
 * @param resources what it is about
 * @param detail the members that AWS Backup's events of this kind have
 */
public record Event(
        String subject,
        String detailType,
        Place place,
        List<Arn> resources,
        Map<String, Object> detail) {
    /** The detail type of what a verification finds; AWS Backup has none for it. */
    static final String DAMAGE = "Copyhold Damage Found";

    /** Where something happened. */
    public record Place(String account, String region) {}

    /**
     * The whole envelope.
     *
     * @param id the event's own
     * @param at when it happened; shown to the second
     */
    public Map<String, Object> envelope(String id, Instant at) {
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("version", "0");
        envelope.put("id", id);
        envelope.put("detail-type", detailType);
        envelope.put("source", detailType.equals(DAMAGE) ? "copyhold" : "aws.backup");
        envelope.put("account", place.account());
        envelope.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
        envelope.put("region", place.region());
        envelope.put("resources", resources.stream().map(Arn::toString).toList());
        envelope.put("detail", detail);
        return envelope;
    }
}
