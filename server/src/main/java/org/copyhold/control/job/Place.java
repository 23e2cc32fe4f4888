package org.copyhold.control.job;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A job's place in the queue.
 *
 * @param accepted when it was taken in; who came first goes first
 * @param lanes the limits it keeps to, in the order in which all jobs enter them
 * @param waitsFor {@link #LATER}, or the text of the lane it waits for; null when it was let in
 * @param passedOver how often its turn came in one lane while another was full
 * @param patience how long trouble outside has been borne with
 */
public record Place(
        JobKind kind,
        String job,
        Instant accepted,
        List<Lane> lanes,
        @Nullable String waitsFor,
        int passedOver,
        Patience patience) {
    /** What a job waits for that is to be tried again at some time. */
    public static final String LATER = "later";

    /** Jobs that need several lanes could be passed over for ever by jobs that need one. */
    private static final int OFTEN_ENOUGH = 5;

    public Place {
        lanes = lanes.stream().sorted(Comparator.comparing(Lane::kind)).toList();
    }

    /** A new job's place, which waits for nothing. */
    public static Place of(JobKind kind, Job job, Instant accepted) {
        return new Place(kind, job.id(), accepted, job.lanes(), null, 0, Patience.NONE);
    }

    /** The same place, waiting for a lane. */
    public Place waitingFor(Lane lane) {
        return new Place(kind, job, accepted, lanes, lane.text(), passedOver, patience);
    }

    /** Whether it now keeps each lane that it gets, until it has them all. */
    public boolean insists() {
        return passedOver >= OFTEN_ENOUGH;
    }
}
