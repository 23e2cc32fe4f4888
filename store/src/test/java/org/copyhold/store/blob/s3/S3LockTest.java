package org.copyhold.store.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.Retention.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Blobs in a bucket that keeps versions, and keeps them from being deleted. */
class S3LockTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir private Path spool;
    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private final KeptObjects objects = new KeptObjects(() -> now);
    private BlobStore blobs;

    /** What goes wrong, if anything. */
    private static final class Faults implements MadeUpS3.Faults {
        private final Random random = new Random(7);
        private boolean any;

        @Override
        public synchronized MadeUpS3.Fault next(boolean writes) {
            var all = MadeUpS3.Fault.values();
            return any && random.nextInt(4) == 0
                    ? all[1 + random.nextInt(all.length - 1)]
                    : MadeUpS3.Fault.NONE;
        }

        @Override
        public void done() {}
    }

    private final Faults faults = new Faults();

    @BeforeEach
    void open() {
        blobs = new MadeUpS3(spool, faults, objects).open("1/main");
    }

    private Retention days(int days, Mode mode) {
        return new Retention(now.plus(DAY.multipliedBy(days)), mode);
    }

    @Test
    void aBucketIsSeenToKeepWhatItIsAskedTo() {
        assertThat(blobs.retains()).isTrue();
        assertThat(new MadeUpS3(spool, faults).open("1/main").retains()).isFalse();
        now = now.plus(DAY);
        new MadeUpS3(spool, faults, objects).open("1/main");
        assertThat(objects.all(".probe/")).as("what an earlier look left goes").hasSize(1);
    }

    @Test
    void whatIsDeletedLeavesNoVersionBehind() {
        blobs.put("a", CONTENT);
        blobs.replace("a", new byte[] {4});
        assertThat(objects.versions("1/main/a")).hasSize(1);
        objects.delete("1/main/a", null);
        assertThat(blobs.exists("a")).isFalse();
        assertThat(blobs.delete("a")).isTrue();
        assertThat(objects.all("1/main/")).isEmpty();
        assertThat(blobs.delete("a")).isFalse();
    }

    @Test
    void whatIsKeptIsNotDeletedBeforeItsTime() {
        blobs.put("a", CONTENT);
        var until = days(3, Mode.COMPLIANCE);
        assertThat(blobs.retain("a", until)).isEqualTo(until);
        assertThatThrownBy(() -> blobs.delete("a"))
                .isInstanceOfSatisfying(
                        StoreException.Kept.class,
                        e -> assertThat(e.until()).isEqualTo(until.until()));
        assertThat(blobs.get("a")).isEqualTo(CONTENT);
        now = until.until();
        assertThat(blobs.delete("a")).isTrue();
    }

    @Test
    void whatIsKeptLongerAlreadyStaysSo() {
        blobs.put("a", CONTENT);
        blobs.retain("a", days(9, Mode.COMPLIANCE));
        assertThat(blobs.retain("a", days(3, Mode.GOVERNANCE))).isEqualTo(days(9, Mode.COMPLIANCE));
        assertThat(blobs.retain("a", days(12, Mode.GOVERNANCE)))
                .isEqualTo(days(12, Mode.COMPLIANCE));
    }

    @Test
    void whatSomebodyHidOrWroteOverIsBroughtBack() {
        blobs.put("a", CONTENT);
        blobs.retain("a", days(3, Mode.GOVERNANCE));
        objects.ravage();
        objects.delete("1/main/a", null);
        assertThat(blobs.exists("a")).isFalse();
        assertThat(blobs.hidden("")).containsExactly("a");
        assertThat(blobs.uncover("a")).isTrue();
        assertThat(blobs.get("a")).isEqualTo(CONTENT);
        objects.put("1/main/a", new byte[] {9});
        assertThat(blobs.uncover("a")).isTrue();
        assertThat(blobs.get("a")).isEqualTo(CONTENT);
        assertThat(blobs.uncover("a")).isFalse();
        assertThat(blobs.hidden("")).isEmpty();
    }

    @Test
    void whatCannotBeSeenOrIsNotThereIsNotKept() {
        assertThatThrownBy(() -> blobs.retain("a", days(1, Mode.GOVERNANCE)))
                .isInstanceOf(StoreException.Missing.class);
        assertThat(blobs.uncover("a")).isFalse();
        blobs.put("a", CONTENT);
        objects.delete("1/main/a", null);
        assertThat(blobs.hidden("")).as("nothing keeps it").isEmpty();
    }

    @Test
    void whatACallSaysHasHappenedHasHappened() {
        faults.any = true;
        for (int i = 0; i < 200; i++) {
            var name = "n" + i;
            attempt(() -> blobs.put(name, CONTENT));
            attempt(
                    () -> {
                        blobs.retain(name, days(3, Mode.GOVERNANCE));
                        assertThat(objects.kept()).contains("1/main/" + name);
                    });
            attempt(
                    () -> {
                        if (blobs.delete(name)) {
                            assertThat(objects.all("1/main/" + name)).isEmpty();
                        }
                    });
        }
        assertThat(objects.kept()).hasSizeGreaterThan(100);
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("n");
        }
    }
}
