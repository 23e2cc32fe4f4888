package org.copyhold.store.read;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;

/**
 * The steps of a reader, with their frames fetched ahead as far as memory allows. Not thread-safe.
 */
final class ReadAhead {
    private final RecordWalk records;
    private final FrameFetcher fetcher;
    private final long limit;
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private long bytes;
    private boolean ended;

    /**
     * Nothing is fetched yet.
     *
     * @param limit bytes that may be in memory, but for one chunk more
     */
    ReadAhead(RecordWalk records, FrameFetcher fetcher, long limit) {
        this.records = records;
        this.fetcher = fetcher;
        this.limit = limit;
    }

    /** The next step, or null behind the last. */
    @Nullable Step peek() {
        if (!ended && bytes <= limit / 2) {
            fill();
        }
        return steps.peek();
    }

    /** Steps over what {@link #peek} gave. */
    void skip() {
        bytes -= steps.remove().bytes();
    }

    /** Asks for half the memory's worth of frames at once, so that neighbours are read together. */
    private void fill() {
        var found = new ArrayList<RecordWalk.Found>();
        var openings = new ArrayList<OpenChunk>();
        while (!ended && bytes < limit) {
            switch (records.next()) {
                case null -> ended = true;
                case RecordWalk.Found.Entry entry -> {
                    found.add(entry);
                    bytes += new Step.Begin(entry.record()).bytes();
                }
                case RecordWalk.Found.Chunk chunk -> {
                    found.add(chunk);
                    var opening = new OpenChunk(chunk.stored());
                    openings.add(opening);
                    bytes += opening.bytes();
                }
            }
        }
        var pending = fetcher.fetch(openings).iterator();
        for (var each : found) {
            steps.add(
                    switch (each) {
                        case RecordWalk.Found.Entry entry -> new Step.Begin(entry.record());
                        case RecordWalk.Found.Chunk chunk ->
                                new Step.Data(
                                        chunk.at(), new OpenChunk(chunk.stored()), pending.next());
                    });
        }
    }
}
