package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Arn;

import java.util.List;

/**
 * What of a vault is told to whom.
 *
 * @param topic an SNS topic
 * @param events AWS Backup's names of the events, such as {@code COPY_JOB_FAILED}
 */
public record VaultNotification(Arn topic, List<String> events) {
    private static final String FIFO = ".fifo";

    public VaultNotification {
        events = List.copyOf(events);
        if (!topic.service().equals("sns")
                || topic.region().isEmpty()
                || topic.account().isEmpty()
                || topic.resource().contains(":")) {
            throw INVALID_PARAMETER_VALUE.with(
                    "SNSTopicArn must name an SNS topic, such as"
                            + " arn:aws:sns:us-east-1:123456789012:name, not "
                            + topic
                            + ".");
        }
        if (topic.resource().endsWith(FIFO)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "SNSTopicArn " + topic + " is a FIFO topic; only standard topics can be told.");
        }
    }

    /** Whether an event of that name is wanted. */
    public boolean wants(String event) {
        return events.contains(event);
    }
}
