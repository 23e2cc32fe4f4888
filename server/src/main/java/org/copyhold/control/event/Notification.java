package org.copyhold.control.event;

import org.copyhold.kit.Arn;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a vault's topic hears of a change, if the vault's configuration wants it.
 *
 * @param vault whose configuration decides
 * @param kinds the BackupVaultEvents that it goes by: one of them is enough
 * @param message one sentence for people
 * @param attributes for filters of subscriptions
 */
record Notification(Arn vault, Set<String> kinds, String message, Map<String, String> attributes) {
    private static final String SUBJECT = "Notification from AWS Backup";

    Notification {
        kinds = Set.copyOf(kinds);
    }

    /** The attributes that every notification has. */
    static Map<String, String> attributes(String type, String state, String account, String id) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("EventType", type);
        attributes.put("State", state);
        attributes.put("AccountId", account);
        attributes.put("Id", id);
        return attributes;
    }

    /** The same with the time that the job was created. */
    Notification since(Instant start) {
        var more = new LinkedHashMap<>(attributes);
        more.put("StartTime", Detail.date(start));
        return new Notification(vault, kinds, message, more);
    }

    /** What the topic is to be given. */
    Map<String, Object> to(Arn topic) {
        var body = new LinkedHashMap<String, Object>();
        body.put("topicArn", topic.toString());
        body.put("subject", SUBJECT);
        body.put("message", message);
        body.put("attributes", attributes);
        return body;
    }
}
