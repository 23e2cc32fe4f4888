package org.copyhold.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.control.event.Waiting;
import org.copyhold.kit.Arn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The topics that vaults notify. */
public final class SnsSink implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(SnsSink.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Few, since a crash repeats what was not yet known to be delivered. */
    private static final int AT_ONCE = 10;

    private final AwsEndpoint endpoint;
    private final Map<String, SnsClient> clients = new HashMap<>();

    public SnsSink(AwsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void deliver(List<Waiting> events, Consumer<Waiting> delivered) throws Undelivered {
        for (var event : events) {
            publish(event);
            delivered.accept(event);
        }
    }

    /** A topic that is not there must not hold up those that are. */
    private void publish(Waiting event) throws Undelivered {
        var body = parse(event);
        var topic = body.path("topicArn").asText();
        try {
            client(topic)
                    .publish(
                            b ->
                                    b.topicArn(topic)
                                            .subject(body.path("subject").asText())
                                            .message(body.path("message").asText())
                                            .messageAttributes(attributes(body)));
        } catch (NotFoundException | InvalidParameterException e) {
            LOG.warn("Notification {} is given up: {}", event.event(), e.getMessage());
        } catch (SnsException e) {
            throw new Undelivered("SNS did not take a notification: " + e.getMessage());
        } catch (SdkException e) {
            throw new Undelivered("SNS cannot be reached: " + e.getMessage());
        }
    }

    private static Map<String, MessageAttributeValue> attributes(JsonNode body) {
        var attributes = new HashMap<String, MessageAttributeValue>();
        body.path("attributes")
                .properties()
                .forEach(
                        it ->
                                attributes.put(
                                        it.getKey(),
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue(it.getValue().asText())
                                                .build()));
        return attributes;
    }

    private static JsonNode parse(Waiting event) {
        try {
            return JSON.readTree(event.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Notification " + event.event() + " is no JSON", e);
        }
    }

    private SnsClient client(String topic) {
        var region = Arn.parse(topic).map(Arn::region).orElse("us-east-1");
        return clients.computeIfAbsent(region, it -> endpoint.client(SnsClient.builder(), it));
    }

    @Override
    public void close() {
        clients.values().forEach(SnsClient::close);
    }
}
