package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.pack.Pack;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicBoolean;

/** What a move from store to store promises on every database. */
abstract class MovingContract extends MovingScene {
    @Test
    void aMovedPointIsReadWhereItIsAndItsPacksGoWhereItWas() {
        var point = backup(1, 2, 3);
        var content = content(warm(), point);

        var brought = moving().bring(point, _ -> {});
        assertThat(cold().points("", 10)).isEmpty();
        moving().commit(
                        brought,
                        connection ->
                                assertThat(connection.getAutoCommit())
                                        .as("one transaction with the caller's")
                                        .isFalse());

        assertThat(warm().points("", 10)).isEmpty();
        assertThat(warmBlobs.list("points/")).isEmpty();
        assertThat(content(cold(), point)).isEqualTo(content);
        warm().collect();
        assertThat(warmBlobs.list(Pack.PREFIX)).isEmpty();
        assertThat(content(cold(), point)).isEqualTo(content);
        assertThat(cold().collect().packsFreed()).isZero();
        assertSound(cold(), 1);
    }

    @Test
    void whatAnotherPointNeedsStaysWhereItIs() {
        var old = backup(1, 2, 3);
        var young = backup(2, 3, 4);
        var olds = content(warm(), old);
        var youngs = content(warm(), young);

        move(old);
        warm().collect();

        assertThat(content(cold(), old)).isEqualTo(olds);
        assertThat(content(warm(), young)).isEqualTo(youngs);
        assertSound(warm(), 1);
        assertSound(cold(), 1);
    }

    @Test
    void theNextPointBringsOnlyWhatTheOneBeforeHasNot() {
        move(backup(1, 2, 3));
        var next = backup(1, 2, 3, 4);

        var brought = move(next).result().progress();

        assertThat(brought.bytesMoved()).isBetween(20_000L, 40_000L);
        assertSound(cold(), 2);
    }

    @Test
    void whatIsOnlyColdIsWrittenAgainByTheNextBackup() {
        var point = backup(1, 2, 3);
        var content = content(warm(), point);
        move(point);
        warm().collect();

        var again = backup(1, 2, 3);
        coldBlobs.list(Pack.PREFIX).forEach(coldBlobs::delete);

        assertThat(content(warm(), again)).isEqualTo(content);
        assertSound(warm(), 1);
    }

    @Test
    void whatIsWarmAgainIsACopyOfItsOwn() {
        var point = backup(1, 2, 3);
        var content = content(warm(), point);
        move(point);
        warm().collect();

        var work = warm().begin("back");
        warm().copy(work, cold(), point, _ -> {});
        var contents = new Contents.Copied(cold(), point, key);
        warm().commit(work, Trial.copied("back", "1", key, contents), Statements.NONE);
        cold().delete(point, Statements.NONE);
        cold().collect();

        assertThat(content(warm(), "back")).isEqualTo(content);
        assertHoldsNothing(coldBlobs);
    }

    @Test
    void aPointThatAJobUsesMovesWhenTheJobHasEnded() {
        var point = backup(1, 2);
        var content = content(warm(), point);
        var early = moving().bring(point, _ -> {});
        var reader = warm().begin("restore");
        var opened = warm().unlock(reader, point, key);

        assertThatThrownBy(() -> moving().commit(early, Statements.NONE))
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining("being used by job restore");
        assertThat(coldBlobs.list("points/")).isEmpty();
        assertThatThrownBy(() -> moving().bring(point, _ -> {}))
                .as("nothing is read for nothing")
                .isInstanceOf(StoreException.Locked.class);

        warm().collect();
        assertThat(opened.point().id()).isEqualTo(point);
        assertThat(content(warm(), point)).isEqualTo(content);
        warm().end(reader, Statements.NONE);
        assertThat(move(point).result().progress().bytesMoved()).isZero();
        assertThat(content(cold(), point)).isEqualTo(content);
    }

    @Test
    void aPointThatIsDeletedWhileItIsBroughtLeavesNothing() {
        var point = backup(1, 2);
        var brought = moving().bring(point, _ -> {});
        warm().delete(point, Statements.NONE);

        assertThatThrownBy(() -> moving().commit(brought, Statements.NONE))
                .isInstanceOf(StoreException.Missing.class);
        moving().settle();

        assertHoldsNothing(coldBlobs);
        warm().collect();
        assertHoldsNothing(warmBlobs);
        assertThat(moving().begun()).isEmpty();
    }

    @Test
    void aMoveThatIsGivenUpLeavesNothingAndTheSourceAsItWas() {
        var point = backup(1, 2);
        moving().bring(point, _ -> {});
        assertThat(moving().begun()).containsExactly(point);
        moving().settle();
        assertThat(moving().begun()).containsExactly(point);

        moving().giveUp(point);

        assertThat(moving().begun()).isEmpty();
        assertHoldsNothing(coldBlobs);
        assertSound(warm(), 1);
    }

    @Test
    void nothingIsHandedOverWhenTheCallersStatementFails() {
        var point = backup(1, 2);
        var brought = moving().bring(point, _ -> {});

        assertThatThrownBy(
                        () ->
                                moving().commit(
                                                brought,
                                                _ -> {
                                                    throw new IllegalStateException("not now");
                                                }))
                .hasMessage("not now");

        assertSound(warm(), 1);
        assertThat(cold().points("", 10)).isEmpty();
        assertThat(coldBlobs.list("points/")).as("what a rebuild would find").isEmpty();
    }

    @Test
    void whatAnAttemptThatDiedWroteOfAPointGoesWithTheNext() {
        var point = backup(1, 2);
        var died = moving().bring(point, _ -> {});
        cold().objects().takeOver(warm().objects(), died.point());
        assertThat(coldBlobs.list("points/")).isNotEmpty();

        moving().bring(point, _ -> {});

        assertThat(coldBlobs.list("points/")).isEmpty();
        assertThatThrownBy(() -> moving().commit(died, Statements.NONE))
                .isInstanceOf(StoreException.Locked.class);
        assertThat(coldBlobs.list("points/")).as("it may be the other one's").isNotEmpty();
        assertSound(warm(), 1);
    }

    @Test
    void versionsOfAKeyThatNoWrapNeedsAreNotTakenAlong() {
        var point = backup(1, 2);
        var earlier = "keys/" + key.id() + "-" + key.version();
        var wrapped = trial.keys().nextVersion(key);
        warm().records().rewrapping(key, wrapped).wrap(point);
        assertThat(warmBlobs.exists(earlier)).isTrue();

        move(point);

        assertThat(coldBlobs.list("keys/"))
                .contains("keys/" + key.id() + "-" + wrapped.version())
                .doesNotContain(earlier);
    }

    @Test
    void aPointThatWasHandedOverIsSoThoughItsOldRecordsCannotGo() {
        var isReadOnly = new AtomicBoolean();
        FaultyBlobs.Faults faults =
                (call, name) -> {
                    if (isReadOnly.get() && call == FaultyBlobs.Call.DELETE) {
                        throw new StoreException.Unavailable(
                                name + " cannot go.", "Wait.", true, null);
                    }
                };
        use(new FaultyBlobs(new MemoryBlobs("warm"), faults), new MemoryBlobs("cold"));
        var first = backup(1, 2);
        var content = content(warm(), first);
        isReadOnly.set(true);

        move(first);

        assertThat(content(cold(), first)).isEqualTo(content);
        isReadOnly.set(false);
        moving().settle();
        assertThat(warmBlobs.list("points/")).isEmpty();
    }

    @Test
    void aPointWithADamagedFrameStaysWhereItMayBeHealed() {
        var point = backup(1, 2);
        var pack = warmBlobs.list(Pack.PREFIX).getFirst();
        var bytes = warmBlobs.get(pack);
        bytes[100] ^= 1;
        warmBlobs.replace(pack, bytes);

        assertThatThrownBy(() -> moving().bring(point, _ -> {}))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(point);

        assertThat(warm().point(point).id()).isEqualTo(point);
    }

    @Test
    void aMovedPointIsDeletedWhereItIs() {
        var point = backup(1, 2);
        move(point);

        cold().delete(point, Statements.NONE);
        cold().collect();
        warm().collect();

        assertHoldsNothing(coldBlobs);
        assertHoldsNothing(warmBlobs);
    }

    @Test
    void keysAndVaultComeAlongSoThatTheColdStoreIsEnough() {
        var point = backup(1, 2);
        move(point);

        var found = cold().rebuild().records();

        assertThat(found.damages()).isEmpty();
        assertThat(found.points()).extracting(FoundPoint::id).containsExactly(point);
        assertThat(found.vaults()).hasSize(1);
    }

    @Test
    void onlyStoresOfOneAccountHandOver() {
        assertThatThrownBy(() -> new Moving(warm(), trial.store("cold", "2")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
