package org.copyhold.work;

import org.copyhold.control.job.Job;
import org.copyhold.control.job.Lane;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A job for tests of the queue: a name, its lanes, and when it is given up. */
record SampleJob(String id, List<Lane> lanes, @Nullable Instant begins) implements Job {
    static SampleJob of(String id, Lane... lanes) {
        return new SampleJob(id, Arrays.asList(lanes), null);
    }

    /** A lane of backups and copies of a resource. */
    static Lane resource(String name) {
        return new Lane(Lane.Kind.RESOURCE, name);
    }

    /** A lane of copies into a vault. */
    static Lane vault(String name) {
        return new Lane(Lane.Kind.VAULT, name);
    }

    @Override
    public String account() {
        return "123456789012";
    }

    @Override
    public String region() {
        return "us-east-1";
    }

    @Override
    public Instant createdAt() {
        return Instant.EPOCH;
    }

    @Override
    public long version() {
        return 1;
    }

    @Override
    public Optional<Instant> beginsBy() {
        return Optional.ofNullable(begins);
    }
}
