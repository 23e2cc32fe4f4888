package org.copyhold;

import com.fasterxml.jackson.annotation.JsonCreator;

import org.copyhold.Config.AccessKey;
import org.copyhold.deliver.WebhookSecret;
import org.copyhold.kit.Secret;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Where events go; all of it may be absent.
 *
 * @param file a file of JSON lines
 */
public record EventConfig(
        @Nullable Path file,
        List<Webhook> webhooks,
        @Nullable EventBridge eventbridge,
        @Nullable Sns sns) {
    static final EventConfig NONE = new EventConfig(null, null, null, null);

    @JsonCreator
    public EventConfig(
            @Nullable Path file,
            @Nullable List<Webhook> webhooks,
            @Nullable EventBridge eventbridge,
            @Nullable Sns sns) {
        this.file = file;
        this.webhooks = webhooks == null ? List.of() : List.copyOf(webhooks);
        this.eventbridge = eventbridge;
        this.sns = sns;
        var urls = new HashSet<URI>();
        for (var webhook : this.webhooks) {
            Config.check(
                    urls.add(webhook.url()),
                    "events.webhooks: two have the same url, at " + webhook.url().getHost() + ".");
        }
    }

    /** The same, a relative file counted from a folder. */
    EventConfig in(Path folder) {
        return new EventConfig(
                file == null ? null : folder.resolve(file).normalize(), webhooks, eventbridge, sns);
    }

    private static void checkUrl(URI url, String what) {
        var scheme = url.getScheme();
        Config.check(
                url.getHost() != null && ("http".equals(scheme) || "https".equals(scheme)),
                what + " is no URL; write for example https://events.example.org/copyhold.");
    }

    /**
     * An HTTP receiver; its URL is not shown, as it may hold what only the receiver should know.
     */
    public record Webhook(URI url, Secret secret) {
        public Webhook {
            Config.required(url, "events.webhooks: a webhook's url");
            checkUrl(url, "events.webhooks: a webhook's url");
            Config.required(secret, "events.webhooks: the secret of the one at " + url.getHost());
            Config.check(
                    new WebhookSecret(secret).isUsable(),
                    "events.webhooks: the secret of the one at "
                            + url.getHost()
                            + " is empty, or what stands behind whsec_ is not Base64.");
        }

        @Override
        public String toString() {
            return "Webhook[" + url.getHost() + ", ***]";
        }
    }

    /**
     * An EventBridge endpoint.
     *
     * @param accessKey what signs; null for one that every emulator takes
     * @param bus the event bus; null for the default one
     * @param source what stands in {@code source}
     */
    public record EventBridge(
            URI endpoint, @Nullable AccessKey accessKey, @Nullable String bus, String source) {
        @JsonCreator
        public EventBridge(
                URI endpoint,
                @Nullable AccessKey accessKey,
                @Nullable String bus,
                @Nullable String source) {
            this.endpoint = Config.required(endpoint, "events.eventbridge: endpoint");
            this.accessKey = accessKey;
            this.bus = bus;
            this.source = source == null ? "aws.backup" : source;
            checkUrl(this.endpoint, "events.eventbridge: endpoint");
        }
    }

    /**
     * An SNS endpoint, for the notifications of vaults.
     *
     * @param accessKey what signs; null for one that every emulator takes
     */
    public record Sns(URI endpoint, @Nullable AccessKey accessKey) {
        public Sns {
            Config.required(endpoint, "events.sns: endpoint");
            checkUrl(endpoint, "events.sns: endpoint");
        }
    }
}
