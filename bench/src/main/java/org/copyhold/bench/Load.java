package org.copyhold.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * What a series of requests took.
 *
 * @param perSecond requests answered a second, all connections together
 * @param median time of one request
 * @param p99 time that 99 of 100 requests stay under
 */
record Load(double perSecond, Duration median, Duration p99) {
    private static final Duration FOREVER = Duration.ofDays(1);

    /** Sends the requests, each once, over so many connections at a time. */
    static Load run(URI endpoint, int connections, List<byte[]> requests) {
        return run(endpoint, connections, requests, FOREVER);
    }

    /**
     * The same with no more requests than are answered in the time given: a slow server is not
     * waited for. The first trouble on any connection ends all.
     */
    static Load run(URI endpoint, int connections, List<byte[]> requests, Duration atMost) {
        var series = new Series(requests, System.nanoTime() + atMost.toNanos());
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var lanes = new ArrayList<Future<?>>();
            for (var lane = 0; lane < connections; lane++) {
                var first = lane;
                lanes.add(threads.submit(() -> series.send(endpoint, first, connections)));
            }
            for (var lane : lanes) {
                lane.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The run at " + endpoint + " ended early", e);
        }
        return of(series.nanos, System.nanoTime() - began);
    }

    /** Requests that several connections share, and what each took; 0 when it was not sent. */
    private static final class Series {
        private final List<byte[]> requests;
        private final long[] nanos;
        private final long deadline;
        private volatile boolean failed;

        Series(List<byte[]> requests, long deadline) {
            this.requests = requests;
            this.nanos = new long[requests.size()];
            this.deadline = deadline;
        }

        private void send(URI endpoint, int first, int step) {
            try (var wire = new Wire(endpoint)) {
                for (var i = first; i < nanos.length && !isOver(); i += step) {
                    var began = System.nanoTime();
                    wire.exchange(requests.get(i));
                    nanos[i] = System.nanoTime() - began;
                }
            } catch (IOException e) {
                failed = true;
                throw new UncheckedIOException(e);
            }
        }

        private boolean isOver() {
            return failed || System.nanoTime() - deadline > 0;
        }
    }

    private static Load of(long[] nanos, long elapsed) {
        var sent = LongStream.of(nanos).filter(n -> n > 0).toArray();
        Arrays.sort(sent);
        return new Load(
                sent.length / (elapsed / 1e9),
                Duration.ofNanos(sent[sent.length / 2]),
                Duration.ofNanos(sent[(int) (sent.length * 0.99)]));
    }
}
