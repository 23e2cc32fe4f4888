package org.copyhold.api.copy;

import org.copyhold.api.job.Percent;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Tally;
import org.copyhold.kit.ServiceClock;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** How far a copy has come, as members beside those of AWS, which has nothing of the kind. */
final class CopyProgress {
    private final ServiceClock clock;

    CopyProgress(ServiceClock clock) {
        this.clock = clock;
    }

    /**
     * What is known of a job.
     *
     * @param children how far its children are; null when it has none
     */
    Map<String, Object> of(CopyJob job, @Nullable Tally children) {
        var state = job.state();
        var progress = children == null ? state.progress() : children.progress();
        var members = new LinkedHashMap<String, Object>();
        members.put("PercentDone", Percent.of(progress, state instanceof CopyState.Completed));
        members.put("BytesWanted", progress.wantedBytes());
        members.put("BytesMoved", progress.movedBytes());
        members.put("BytesSkipped", progress.skippedBytes());
        members.put("BytesServerSide", progress.serverSideBytes());
        switch (state) {
            case CopyState.Created _, CopyState.Failed _ -> {}
            case CopyState.Running s -> {
                members.put("BytesPerSecond", s.bytesPerSecond());
                s.left()
                        .ifPresent(
                                left ->
                                        members.put(
                                                "ExpectedCompletionDate",
                                                clock.instant().plus(left)));
            }
            case CopyState.Partial s -> members.put("VerificationTier", s.copy().tier());
            case CopyState.Completed s -> members.put("VerificationTier", s.copy().tier());
        }
        return members;
    }
}
