package org.copyhold.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every connector promises. */
public abstract class ConnectorContract {
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    protected final List<String> problems = new ArrayList<>();

    protected abstract Connector connector();

    /** A resource with several items, the same each time it is asked for. */
    protected abstract Resource resource();

    /** Metadata that asks for a new resource. */
    protected abstract Map<String, String> asNew();

    /** The order of a job, which may look up {@link #resource()}. */
    protected abstract RestoreOrder order(String job, Map<String, String> metadata);

    /** What differs between a resource and one that was restored from it. */
    protected abstract List<?> differences(Resource one, Resource other);

    /** Whether anything of a resource is there. */
    protected abstract boolean exists(Resource resource);

    protected final void report(String path, String what) {
        problems.add(path + " " + what);
    }

    protected final Recording record(Resource resource) {
        return Recording.of(connector().read(resource, this::report));
    }

    protected final Resource restore(Recording recording, RestoreOrder order) {
        var restoring = connector().restore(order, this::report);
        recording.restore(restoring);
        return restoring.created();
    }

    @Test
    void theItemsComeOnceEachInPathOrder() {
        var entries = record(resource()).entries();

        assertThat(entries).hasSizeGreaterThan(1);
        for (var i = 1; i < entries.size(); i++) {
            assertThat(inPathOrder(entries.get(i - 1).path(), entries.get(i).path()))
                    .as("item %d comes behind the one before", i)
                    .isTrue();
        }
    }

    private static boolean inPathOrder(byte[] before, byte[] behind) {
        return Arrays.compareUnsigned(slashesAsZero(before), slashesAsZero(behind)) < 0;
    }

    private static byte[] slashesAsZero(byte[] path) {
        var bytes = path.clone();
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '/' ? 0 : bytes[i];
        }
        return bytes;
    }

    @Test
    void whatIsReadAndMadeAgainIsTheSame() {
        var made = restore(record(resource()), order("job-1", asNew()));

        assertThat(differences(resource(), made)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aNewResourceIsToldFromOneThatWasThere() {
        try (var restoring = connector().restore(order("job-1", asNew()), this::report)) {
            assertThat(restoring.isNew()).isTrue();
            assertThat(restoring.created().arn()).isNotEqualTo(resource().arn());
        }
    }

    @Test
    void theMetadataThatIsShownCanBeSentBack() {
        var shown = connector().restoreMetadata(resource());

        connector().check(order("job-1", shown));

        try (var restoring = connector().restore(order("job-1", shown), this::report)) {
            assertThat(restoring.isNew()).isFalse();
            assertThat(restoring.created()).isEqualTo(resource());
        }
    }

    @Test
    void theMetadataThatIsShownCanBeSentBackWithTheWishForANewResource() {
        var metadata = new HashMap<>(connector().restoreMetadata(resource()));
        metadata.putAll(asNew());

        var made = restore(record(resource()), order("job-1", metadata));

        assertThat(differences(resource(), made)).isEmpty();
    }

    @Test
    void anOrderWithoutADestinationIsRefused() {
        assertThatThrownBy(() -> connector().check(order("job-1", Map.of())))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    }

    @Test
    void anOrderGivenAgainReplacesWhatTheEarlierAttemptLeft() {
        var recording = record(resource());
        var order = order("job-1", asNew());
        var half = new Recording(recording.entries().subList(0, recording.entries().size() / 2));
        restore(half, order);

        var made = restore(recording, order);

        assertThat(differences(resource(), made)).isEmpty();
    }

    @Test
    void twoJobsMakeTwoResources() {
        var recording = record(resource());

        var one = restore(recording, order("job-1", asNew()));
        var other = restore(recording, order("job-2", asNew()));

        assertThat(one.arn()).isNotEqualTo(other.arn());
        assertThat(differences(one, other)).isEmpty();
    }

    @Test
    void aRestoreThatIsGivenUpLeavesNothing() {
        var recording = record(resource());
        Resource made;
        try (var restoring = connector().restore(order("job-1", asNew()), this::report)) {
            made = restoring.created();
            recording.entries().forEach(entry -> make(restoring, entry));
            restoring.abandon();
        }

        assertThat(exists(made)).isFalse();
        assertThat(exists(resource())).isTrue();
    }

    private static void make(Restoring restoring, Recording.Entry entry) {
        restoring.make(entry.path(), entry.metadata(), entry.size(), () -> null);
    }

    @Test
    void anItemLeftAloneIsKnownAsUnchanged() {
        var recording = record(resource());

        assertThat(unchanged(recording, LATER)).hasSameSizeAs(recording.entries());
    }

    @Test
    void nothingIsTakenAsUnchangedThatChangedJustBeforeTheEarlierBackup() {
        var recording = record(resource());

        assertThat(unchanged(recording, Instant.EPOCH)).isEmpty();
    }

    private List<Item> unchanged(Recording recording, Instant began) {
        var unchanged = new ArrayList<Item>();
        try (var reading = connector().read(resource(), this::report)) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                if (item.unchangedSince(recording.entry(item.path()).metadata(), began)) {
                    unchanged.add(item);
                }
            }
        }
        return unchanged;
    }
}
