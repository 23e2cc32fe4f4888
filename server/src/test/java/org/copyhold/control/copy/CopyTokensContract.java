package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.call.Call;
import org.copyhold.control.call.Tokens;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Page;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What tokens promise of calls that come again, whatever the database. */
abstract class CopyTokensContract {
    @TempDir Path folder;

    private CopyHouse house;

    abstract Database open(Path folder);

    @BeforeEach
    void openAll() {
        house = new CopyHouse(open(folder));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aTokenMayBeLongAndHoldAnything() {
        for (var token : List.of("x".repeat(4096), "a:b/c ".repeat(100), "\u00e9\ud83d\ude00\0")) {
            var first = house.copies.accept(house.order(token));
            assertThat(house.copies.accept(house.order(token))).isEqualTo(first);
        }
        for (var token : List.of("", "x".repeat(4097))) {
            house.refuses(
                    house.order(token),
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    "Invalid IdempotencyToken: it must have 1 to 4096 characters");
        }
        assertThat(house.queue.jobs).hasSize(3);
    }

    @Test
    void aTokenCountsInItsAccountRegionAndOperationOnly() {
        var first = house.copies.accept(house.order("token"));
        var other = Call.of(CopyHouse.WEST, "StartCopyJob", "token", List.of()).orElseThrow();
        var backup = Call.of(CopyHouse.EAST, "StartBackupJob", "token", List.of()).orElseThrow();

        var tokens = new Tokens(house.database);

        assertThat(tokens.claim(other, "made-there")).isEmpty();
        assertThat(tokens.claim(backup, "made-otherwise")).isEmpty();
        assertThat(tokens.claim(other, "made-again")).contains("made-there");
        tokens.forget("made-there");
        assertThat(tokens.recall(other)).isEmpty();
        assertThat(house.copies.accept(house.order("token"))).isEqualTo(first);
    }

    @Test
    void theSameCallAgainGivesTheSameJobEvenWhenItsSourceIsGone() {
        var order = house.order(house.point.arn() + "-" + house.away.arn());
        var first = house.copies.accept(order);
        house.points.startDeleting(house.point.id());

        var again = house.copies.accept(order);

        assertThat(again).isEqualTo(first);
        assertThat(house.queue.jobs).hasSize(1);
    }

    @Test
    void aTokenOfAnotherCallIsRefused() {
        var forever = new Lifecycle(OptionalInt.empty(), OptionalInt.of(36500));
        house.copies.accept(house.order("token"));

        house.refuses(
                house.order(AskedLifecycle.own(forever), "token"),
                ErrorCode.INVALID_REQUEST,
                "IdempotencyToken token");
    }

    @Test
    void fiftyEqualCallsAtOnceMakeOneJob() throws Exception {
        var order = house.order("token");
        var ids = new HashSet<String>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<CopyJob> call = () -> house.copies.accept(order);
            for (var answer : executor.invokeAll(Collections.nCopies(50, call))) {
                ids.add(answer.get().id());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(house.queue.jobs).containsExactlyElementsOf(ids);
        var all = new CopyFilter(JobFilter.ALL, null, null);
        assertThat(house.copies.list("123456789012", "us-east-1", all, new Page(9, null)).rows())
                .hasSize(1);
    }
}
