package org.copyhold.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What a series of requests took.
 *
 * @param perSecond requests answered a second, all connections together
 * @param median time of one request
 * @param p99 time that 99 of 100 requests stay under
 */
record Load(double perSecond, Duration median, Duration p99) {
    /** Sends the requests, each once, over so many connections at a time. */
    static Load run(URI endpoint, int connections, List<byte[]> requests) {
        var nanos = new long[requests.size()];
        var began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var lanes =
                    IntStream.range(0, connections)
                            .<Future<?>>mapToObj(
                                    lane ->
                                            threads.submit(
                                                    () ->
                                                            lane(
                                                                    endpoint,
                                                                    requests,
                                                                    nanos,
                                                                    lane,
                                                                    connections)))
                            .toList();
            for (var lane : lanes) {
                lane.get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(nanos);
        return new Load(
                requests.size() / seconds,
                Duration.ofNanos(nanos[nanos.length / 2]),
                Duration.ofNanos(nanos[(int) (nanos.length * 0.99)]));
    }

    private static void lane(
            URI endpoint, List<byte[]> requests, long[] nanos, int first, int step) {
        try (var wire = new Wire(endpoint)) {
            for (var i = first; i < requests.size(); i += step) {
                var began = System.nanoTime();
                wire.exchange(requests.get(i));
                nanos[i] = System.nanoTime() - began;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
