package org.copyhold;

import org.copyhold.Config.AccessKey;
import org.copyhold.deliver.AwsEndpoint;
import org.copyhold.deliver.EventBridgeSink;
import org.copyhold.deliver.FileSink;
import org.copyhold.deliver.Sink;
import org.copyhold.deliver.SnsSink;
import org.copyhold.deliver.WebhookSecret;
import org.copyhold.deliver.WebhookSink;
import org.copyhold.kit.Secret;
import org.copyhold.kit.ServiceClock;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where events go, as the configuration has it.
 *
 * @param events what gets every event
 * @param notifications what gets vaults' notifications
 */
record Sinks(List<Sink> events, List<Sink> notifications) {
    /** How long a webhook may take to answer. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);

    /** Emulators look at no signature, but at the Region in it. */
    private static final AccessKey ANY = new AccessKey("copyhold", new Secret("copyhold"));

    static Sinks of(EventConfig config, ServiceClock clock) {
        var events = new ArrayList<Sink>();
        if (config.file() != null) {
            events.add(new FileSink(config.file()));
        }
        for (var webhook : config.webhooks()) {
            var secret = new WebhookSecret(webhook.secret());
            events.add(new WebhookSink(webhook.url(), secret, clock, TO_ANSWER));
        }
        var bridge = config.eventbridge();
        if (bridge != null) {
            events.add(
                    new EventBridgeSink(
                            endpoint(bridge.endpoint(), bridge.accessKey()),
                            new EventBridgeSink.Bus(bridge.bus(), bridge.source())));
        }
        var sns = config.sns();
        return new Sinks(
                events,
                sns == null
                        ? List.of()
                        : List.of(new SnsSink(endpoint(sns.endpoint(), sns.accessKey()))));
    }

    List<Sink> all() {
        return Stream.concat(events.stream(), notifications.stream()).toList();
    }

    static List<String> names(List<Sink> sinks) {
        return sinks.stream().map(Sink::name).toList();
    }

    private static AwsEndpoint endpoint(URI uri, @Nullable AccessKey key) {
        var signing = key == null ? ANY : key;
        return new AwsEndpoint(uri, signing.id(), signing.secret());
    }
}
