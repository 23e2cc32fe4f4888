package org.copyhold.cli;

import com.fasterxml.jackson.databind.JsonNode;

import org.copyhold.kit.Percent;

import software.amazon.awssdk.http.SdkHttpMethod;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Follows a copy job to its end. */
final class CopyWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Where lines stay, one for each of these parts. */
    private static final double PART_PERCENT = 10;

    private final ApiClient client;
    private final PrintWriter out;
    private final ProgressLine line;
    private String lastState = "";
    private double nextPercent;

    CopyWatch(ApiClient client, PrintWriter out, ProgressLine line) {
        this.client = client;
        this.out = out;
        this.line = line;
    }

    /** The path of a job. */
    static String path(String id) {
        return "/copy-jobs/" + Percent.encode(id);
    }

    /**
     * Returns when the job has completed.
     *
     * @throws Refusal when it came to nothing, with its message
     */
    void follow(String id) {
        while (true) {
            var job = client.call(SdkHttpMethod.GET, path(id), null).path("CopyJob");
            switch (job.path("State").asText()) {
                case "COMPLETED" -> {
                    line.end(stand(job));
                    out.println("COMPLETED " + job.path("DestinationRecoveryPointArn").asText());
                    return;
                }
                case "FAILED", "PARTIAL" -> {
                    line.clear();
                    throw new Refusal(
                            "Copy job %s %s: %s"
                                    .formatted(
                                            id,
                                            job.path("State").asText(),
                                            job.path("StatusMessage").asText("no message")));
                }
                default -> tell(job);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void tell(JsonNode job) {
        var stand = stand(job);
        if (line.isRewritten()) {
            line.show(stand);
        } else if (!stand.what().equals(lastState) || stand.percent() >= nextPercent) {
            line.end(stand);
            lastState = stand.what();
            nextPercent = stand.percent() + PART_PERCENT;
        }
    }

    private static ProgressLine.Stand stand(JsonNode job) {
        var done = job.path("BytesMoved").asLong() + job.path("BytesSkipped").asLong();
        return new ProgressLine.Stand(
                job.path("State").asText(),
                done,
                job.path("PercentDone").asDouble(),
                job.path("BytesPerSecond").asLong(),
                left(job));
    }

    private static String left(JsonNode job) {
        var rate = job.path("BytesPerSecond").asLong();
        var bytes =
                job.path("BytesWanted").asLong()
                        - job.path("BytesMoved").asLong()
                        - job.path("BytesSkipped").asLong();
        if (rate == 0 || bytes < 0) {
            return "";
        }
        var left = Duration.ofSeconds(bytes / rate);
        return "%d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
    }
}
