package org.copyhold.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.control.event.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** An event bus. Ids are the bus's own: it gives each event it takes a new one. */
public final class EventBridgeSink implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(EventBridgeSink.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As many entries as PutEvents takes. */
    private static final int AT_ONCE = 10;

    /** What will not be taken at a later time either. */
    private static final Set<String> HOPELESS =
            Set.of("MalformedDetail", "InvalidArgument", "NotAuthorizedForSourceException");

    private final AwsEndpoint endpoint;
    private final Bus bus;
    private final Map<String, EventBridgeClient> clients = new HashMap<>();

    /**
     * The bus, and as what we speak to it.
     *
     * @param name null for the default bus
     * @param source what stands in {@code source}; AWS keeps words that begin with {@code aws.} to
     *     itself, others do not
     */
    public record Bus(@Nullable String name, String source) {}

    public EventBridgeSink(AwsEndpoint endpoint, Bus bus) {
        this.endpoint = endpoint;
        this.bus = bus;
    }

    @Override
    public String name() {
        return "eventbridge";
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void deliver(List<Waiting> events, Consumer<Waiting> delivered) throws Undelivered {
        for (var batch : batches(events)) {
            put(batch, delivered);
        }
    }

    /** Runs of one Region in which no subject comes twice: entries may fail one by one. */
    private static List<Batch> batches(List<Waiting> events) {
        var batches = new ArrayList<Batch>();
        var subjects = new HashSet<String>();
        for (var event : events) {
            var envelope = parse(event);
            var region = envelope.path("region").asText();
            if (batches.isEmpty()
                    || !batches.getLast().region().equals(region)
                    || !subjects.add(event.subject())) {
                batches.add(new Batch(region, new ArrayList<>(), new ArrayList<>()));
                subjects.clear();
                subjects.add(event.subject());
            }
            batches.getLast().events().add(event);
            batches.getLast().envelopes().add(envelope);
        }
        return batches;
    }

    private record Batch(String region, List<Waiting> events, List<JsonNode> envelopes) {}

    private void put(Batch batch, Consumer<Waiting> delivered) throws Undelivered {
        var entries = batch.envelopes().stream().map(this::entry).toList();
        List<PutEventsResultEntry> results;
        try {
            results = client(batch.region()).putEvents(b -> b.entries(entries)).entries();
        } catch (SdkException e) {
            throw new Undelivered("EventBridge did not take events: " + e.getMessage());
        }
        Undelivered refusal = null;
        for (var i = 0; i < results.size(); i++) {
            var result = results.get(i);
            var event = batch.events().get(i);
            if (result.errorCode() == null) {
                delivered.accept(event);
            } else if (HOPELESS.contains(result.errorCode())) {
                LOG.warn(
                        "EventBridge refuses event {} for ever, and it is given up: {} {}",
                        event.event(),
                        result.errorCode(),
                        result.errorMessage());
                delivered.accept(event);
            } else {
                refusal =
                        new Undelivered(
                                "EventBridge did not take an event: "
                                        + result.errorCode()
                                        + " "
                                        + result.errorMessage());
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private PutEventsRequestEntry entry(JsonNode envelope) {
        var resources = new ArrayList<String>();
        envelope.path("resources").forEach(it -> resources.add(it.asText()));
        return PutEventsRequestEntry.builder()
                .source(bus.source())
                .detailType(envelope.path("detail-type").asText())
                .detail(envelope.path("detail").toString())
                .resources(resources)
                .time(Instant.parse(envelope.path("time").asText()))
                .eventBusName(bus.name())
                .build();
    }

    private static JsonNode parse(Waiting event) {
        try {
            return JSON.readTree(event.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Event " + event.event() + " is no JSON", e);
        }
    }

    private EventBridgeClient client(String region) {
        return clients.computeIfAbsent(
                region, it -> endpoint.client(EventBridgeClient.builder(), it));
    }

    @Override
    public void close() {
        clients.values().forEach(EventBridgeClient::close);
    }
}
