package org.copyhold.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What every connector promises. */
public abstract class ConnectorContract {
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    protected final List<String> problems = new ArrayList<>();

    protected abstract Connector connector();

    /** A resource with several items, the same each time it is asked for. */
    protected abstract Resource resource();

    /** The order of a job, which may look up {@link #resource()}. */
    protected abstract RestoreOrder order(String job, Map<String, String> metadata);

    /** What differs between a resource and one that was restored from it. */
    protected abstract List<?> differences(Resource one, Resource other);

    /** Whether anything of a resource is there. */
    protected abstract boolean exists(Resource resource);

    /** A resource that is declared and not there; its name is what a message has to tell. */
    protected abstract Resource missing();

    /** An order for a new resource in a place where none can be made. */
    protected abstract RestoreOrder impossible();

    /** Gives an item of {@link #resource()} other content of the same length. */
    protected abstract void change(byte[] path);

    /** Takes all of {@link #resource()} away. */
    protected abstract void remove();

    /** Whether a restore by the metadata that is shown goes into the resource itself. */
    protected abstract boolean restoresInPlace();

    /** Whether what is read of an item is always one state of it, whatever happens meanwhile. */
    protected boolean readsOneState() {
        return false;
    }

    /** Whether nothing is ever known as unchanged, for nothing tells it surely. */
    protected boolean readsAllEachTime() {
        return false;
    }

    /** What a message names a resource by. */
    protected abstract String name(Resource resource);

    private Map<String, String> asNew() {
        return connector().asNew("us-east-1");
    }

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

        assertThat(entries).isNotEmpty();
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
            assertThat(restoring.isNew()).isEqualTo(!restoresInPlace());
            assertThat(restoring.created().equals(resource())).isEqualTo(restoresInPlace());
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
        var half = (recording.entries().size() + 1) / 2;
        try (var restoring = connector().restore(order, this::report)) {
            recording.entries().subList(0, half).forEach(entry -> make(restoring, entry));
        }

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

        assertThat(unchanged(recording, LATER))
                .hasSize(readsAllEachTime() ? 0 : recording.entries().size());
    }

    @Test
    void nothingIsTakenAsUnchangedThatChangedJustBeforeTheEarlierBackup() {
        var recording = record(resource());

        assertThat(unchanged(recording, Instant.EPOCH)).isEmpty();
    }

    @Test
    void whatChangedIsNotTakenAsUnchanged() {
        var recording = record(resource());
        var changed = withContent(recording);

        change(changed.path());

        assertThat(unchanged(recording, LATER)).noneMatch(it -> it.equals(text(changed.path())));
        assertThat(differences(resource(), restore(record(resource()), order("job-1", asNew()))))
                .isEmpty();
    }

    private static Recording.Entry withContent(Recording recording) {
        return recording.entries().stream()
                .filter(entry -> !entry.pieces().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static String text(byte[] path) {
        return new String(path, StandardCharsets.UTF_8);
    }

    @Test
    void whatChangesWhileItIsReadIsToldOf() {
        var changed = withContent(record(resource()));

        try (var reading = connector().read(resource(), this::report)) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                readWhileItChanges(item, changed.path());
            }
        }

        if (readsOneState()) {
            assertThat(problems).isEmpty();
            return;
        }
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst()).startsWith(text(changed.path())).contains("changed");
    }

    private void readWhileItChanges(Item item, byte[] changed) {
        try (var content = Objects.requireNonNull(item.open())) {
            var one = new byte[1];
            var first = content.read(0, one, 0, 1);
            if (Arrays.equals(item.path(), changed)) {
                change(changed);
            }
            for (var at = first; at > 0 && at < item.size(); at++) {
                if (content.read(at, one, 0, 1) < 0) {
                    return;
                }
            }
        }
    }

    @Test
    void aResourceThatIsNotThereIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> record(missing())).satisfies(this::namesMissingAndRemedy);
    }

    private void namesMissingAndRemedy(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(name(missing()))
                .hasMessageContaining("copyhold resource");
    }

    @Test
    void aResourceThatGoesWhileItIsReadEndsTheReading() {
        assertThatThrownBy(
                        () -> {
                            try (var reading = connector().read(resource(), this::report)) {
                                var _ = reading.next();
                                remove();
                                while (reading.next() != null) {
                                    // to the end
                                }
                            }
                        })
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(name(resource()))
                .hasMessageMatching("(?s).*(tart the job again|copyhold resource).*");
    }

    @Test
    void aPlaceThatCannotBeMadeIsNamedWithWhatToDo() {
        var order = impossible();

        assertThatThrownBy(() -> connector().restore(order, this::report).close())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("Restoring into ")
                .hasMessageContaining("then start the job again.");
    }

    @Test
    void itemsOfAnotherTypeAreNotMade() {
        assertThatThrownBy(
                        () -> {
                            try (var restoring =
                                    connector().restore(order("job-1", asNew()), this::report)) {
                                restoring.make(new byte[] {'x'}, new byte[] {99}, 1, () -> null);
                            }
                        })
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("the recovery point has");
    }

    private List<String> unchanged(Recording recording, Instant began) {
        var unchanged = new ArrayList<String>();
        try (var reading = connector().read(resource(), this::report)) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                var same = item;
                recording
                        .find(item.path())
                        .filter(entry -> same.unchangedSince(entry.metadata(), began))
                        .ifPresent(entry -> unchanged.add(text(entry.path())));
            }
        }
        return unchanged;
    }
}
