package org.copyhold.deliver;

import org.copyhold.control.event.Waiting;
import org.copyhold.kit.ServiceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** An HTTP receiver, given one event a request, signed as Standard Webhooks has it. */
public final class WebhookSink implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSink.class);

    /** Few, since a crash repeats what was not yet known to be delivered. */
    private static final int AT_ONCE = 10;

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final int NAME_BYTES = 4;
    private static final int GONE = 410;

    private final URI url;
    private final WebhookSecret secret;
    private final ServiceClock clock;
    private final Duration toAnswer;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TO_CONNECT)
                    .build();

    /**
     * @param toAnswer how long the receiver may take
     */
    public WebhookSink(URI url, WebhookSecret secret, ServiceClock clock, Duration toAnswer) {
        this.url = url;
        this.secret = secret;
        this.clock = clock;
        this.toAnswer = toAnswer;
    }

    /** Host and a hash: path and query may hold what only the receiver should know. */
    @Override
    public String name() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(url.toString().getBytes(StandardCharsets.UTF_8));
            return "webhook-"
                    + url.getHost()
                    + "-"
                    + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void deliver(List<Waiting> events, Consumer<Waiting> delivered) throws Undelivered {
        for (var event : events) {
            accept(event, send(event));
            delivered.accept(event);
        }
    }

    private HttpResponse<Void> send(Waiting event) throws Undelivered {
        var seconds = clock.machineInstant().getEpochSecond();
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(toAnswer)
                        .header("content-type", "application/json")
                        .header("user-agent", "copyhold")
                        .header("webhook-id", event.event())
                        .header("webhook-timestamp", Long.toString(seconds))
                        .header(
                                "webhook-signature",
                                secret.signature(event.event(), seconds, event.body()))
                        .POST(BodyPublishers.ofString(event.body()))
                        .build();
        try {
            return http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new Undelivered(
                    "The receiver at "
                            + url.getHost()
                            + " did not answer ("
                            + e.getClass().getSimpleName()
                            + "); see whether it runs and can be reached.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered("The server stops.");
        }
    }

    /** Any 2xx is a yes; 410 says that the receiver will never want it. */
    private void accept(Waiting event, HttpResponse<Void> answer) throws Undelivered {
        var status = answer.statusCode();
        if (status == GONE) {
            LOG.warn(
                    "The receiver {} answered 410 Gone and is not given event {}; take it out of"
                            + " events.webhooks",
                    name(),
                    event.event());
        } else if (status < 200 || status > 299) {
            throw new Undelivered(
                    "The receiver at " + url.getHost() + " answered " + status + "; see its log.",
                    notBefore(answer));
        }
    }

    /** Retry-After in seconds; a date is left to the backoff. */
    private static Duration notBefore(HttpResponse<Void> answer) {
        return answer.headers()
                .firstValue("retry-after")
                .filter(it -> SECONDS.matcher(it).matches())
                .map(it -> Duration.ofSeconds(Long.parseLong(it)))
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
