package org.copyhold.store.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.awaitility.Awaitility;
import org.copyhold.store.StoreException;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.chunk.Pid;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackBuilder;
import org.copyhold.store.pack.PackReader;
import org.copyhold.store.seal.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the stores' part of the database promises on every database: who may write, hold and remove
 * which pack.
 */
abstract class IndexContract {
    @TempDir private Path folder;

    private TestDatabase connections;
    private StoreDatabase database;
    private final BlobStore blobs = new MemoryBlobs("test");
    private Index index;
    private Works works;
    private Work work;

    abstract TestDatabase open(Path folder);

    @BeforeEach
    void begin() {
        connections = open(folder);
        database = new StoreDatabase(connections.writes(), connections.reads());
        index =
                new Index(
                        database, new StoreRows(database).register("store", "memory:/1/main").id());
        works = new Works(database);
        work = works.begin("job");
    }

    @AfterEach
    void end() {
        connections.close();
    }

    private void store(Work by, List<Frame> frames) {
        try (var sink = new PackSink(blobs, index, by)) {
            frames.forEach(sink::add);
            sink.flush();
        }
    }

    private static List<Sid> sids(List<Frame> frames) {
        return frames.stream().map(Frame::sid).toList();
    }

    private static Location at(Map<Sid, Location> found, Frame frame) {
        return Objects.requireNonNull(found.get(frame.sid()));
    }

    private void endJob(Work ended) {
        database.write(
                connection -> {
                    Works.end(connection, ended.job());
                    return ended;
                });
    }

    @Test
    void aFlushedFrameIsFoundWhereItLies() {
        var frames = Frames.random(1, 3, 1000);
        store(work, frames);
        var found = index.find(sids(frames));
        assertThat(found).hasSize(3);
        for (var frame : frames) {
            var at = at(found, frame);
            assertThat(
                            new PackReader(blobs)
                                    .frame(at.packName(), at.offset(), at.length(), frame.sid()))
                    .isEqualTo(frame.bytes());
        }
    }

    @Test
    void whatWasNeverStoredIsNeitherFoundNorHeld() {
        var absent = sids(Frames.random(2, 2, 100));
        assertThat(index.find(absent)).isEmpty();
        assertThat(index.hold(work, absent)).isEmpty();
    }

    @Test
    void moreFramesThanOneQueryOrTransactionTakesAreKept() {
        var frames = Frames.random(3, 2_300, 20);
        store(work, frames);
        assertThat(index.find(sids(frames))).hasSize(2_300);
        assertThat(index.hold(work, sids(frames))).hasSize(2_300);
    }

    @Test
    void pagesAndChunksLieInDifferentPacks() {
        var chunk = Frames.random(4, 1, 100).getFirst();
        var page = Frames.page("face");
        store(work, List.of(chunk, page));
        var found = index.find(List.of(chunk.sid(), page.sid()));
        assertThat(at(found, chunk).packId()).isNotEqualTo(at(found, page).packId());
    }

    @Test
    void theSameFrameIsPackedOnce() {
        var frame = Frames.random(5, 1, 100).getFirst();
        try (var sink = new PackSink(blobs, index, work)) {
            assertThat(sink.add(frame)).isTrue();
            assertThat(sink.add(frame)).isFalse();
            sink.flush();
            assertThat(sink.packs()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNotFlushedIsNotThere() {
        var frames = Frames.random(6, 2, 100);
        try (var sink = new PackSink(blobs, index, work)) {
            frames.forEach(sink::add);
        }
        assertThat(index.find(sids(frames))).isEmpty();
        assertThat(blobs.list(Pack.PREFIX)).isEmpty();
    }

    @Test
    void aHeldPackCannotBeCondemnedAndAnUnheldUnstampedOneCan() {
        var frames = Frames.random(7, 1, 100);
        store(work, frames);
        long pack = at(index.find(sids(frames)), frames.getFirst()).packId();
        var removal = index.removal(blobs);
        assertThat(index.packs().unneeded()).isEmpty();
        assertThat(removal.condemn(pack, 0)).isFalse();
        endJob(work);
        assertThat(index.packs().unneeded()).extracting(PackRow::id).containsExactly(pack);
        assertThat(removal.condemn(pack, 0)).isTrue();
    }

    @Test
    void aCondemnedPackIsNeitherFoundNorHeldAndGoesWhole() {
        var frames = Frames.random(8, 1_200, 20);
        store(work, frames);
        endJob(work);
        var pack = index.packs().unneeded().getFirst();
        index.removal(blobs).condemn(pack.id(), 0);
        assertThat(index.find(sids(frames))).isEmpty();
        assertThat(index.hold(works.begin("other"), sids(frames))).isEmpty();
        index.removal(blobs).finish(pack);
        assertThat(index.packs().named(pack.name())).isEmpty();
        assertThat(blobs.list(Pack.PREFIX)).isEmpty();
    }

    @Test
    void aSecondHolderKeepsAPackWhenTheFirstHasEnded() {
        var frames = Frames.random(9, 1, 100);
        store(work, frames);
        var other = works.begin("other");
        assertThat(index.hold(other, sids(frames))).hasSize(1);
        endJob(work);
        assertThat(index.packs().unneeded()).isEmpty();
    }

    @Test
    void whoWantsTheNameOfACondemnedPackFinishesItsRemovalFirst() {
        var frames = Frames.random(10, 2, 100);
        store(work, frames);
        endJob(work);
        var old = index.packs().unneeded().getFirst();
        index.removal(blobs).condemn(old.id(), 0);
        store(works.begin("other"), frames);
        var found = index.find(sids(frames));
        assertThat(found).hasSize(2);
        assertThat(at(found, frames.getFirst()).packId()).isNotEqualTo(old.id());
        assertThat(blobs.exists(Pack.blob(old.name()))).isTrue();
        index.removal(blobs).finish(old);
        assertThat(blobs.exists(Pack.blob(old.name()))).isTrue();
    }

    @Test
    void aDamagedBlobThatNobodyKnowsOfIsReplacedByThePackOfItsName() {
        var frames = Frames.random(19, 2, 100);
        store(work, frames);
        endJob(work);
        var old = index.packs().unneeded().getFirst();
        var name = Pack.blob(old.name());
        var whole = blobs.get(name);
        index.removal(blobs).condemn(old.id(), 0);
        index.removal(blobs).finish(old);
        blobs.put(name, Arrays.copyOf(whole, whole.length - 1));

        store(works.begin("other"), frames);

        assertThat(index.find(sids(frames))).hasSize(2);
        assertThat(blobs.get(name)).isEqualTo(whole);
    }

    @Test
    void anOlderWorkerOfAJobIsRefused() {
        var frames = Frames.random(11, 1, 100);
        var successor = works.begin("job");
        assertThat(successor.fence()).isGreaterThan(work.fence());
        assertThatThrownBy(() -> store(work, frames)).isInstanceOf(StoreException.Locked.class);
        store(successor, frames);
        var other = works.begin("other");
        works.begin("other");
        assertThatThrownBy(() -> index.hold(other, sids(frames)))
                .isInstanceOf(StoreException.Locked.class);
    }

    private Footer publishWithoutRows(Work by, List<Frame> frames) {
        try (var builder = new PackBuilder(blobs)) {
            frames.forEach(builder::add);
            var footer = builder.seal();
            assertThat(index.packs().claim(by, PackKind.DATA, footer))
                    .isInstanceOf(Claim.Granted.class);
            builder.publish();
            return footer;
        }
    }

    @Test
    void aResumedJobAdoptsThePacksThatVerify() {
        var frames = Frames.random(12, 3, 100);
        publishWithoutRows(work, frames);
        assertThat(index.find(sids(frames))).isEmpty();
        new PackAdoption(blobs, index).settle(works.begin("job"));
        assertThat(index.find(sids(frames))).hasSize(3);
    }

    @Test
    void aResumedJobDropsPacksThatAreMissingOrDamaged() {
        var missing = publishWithoutRows(work, Frames.random(13, 2, 100));
        blobs.delete(Pack.blob(missing.packName()));
        var damaged = publishWithoutRows(work, Frames.random(14, 2, 100));
        var bytes = blobs.get(Pack.blob(damaged.packName()));
        bytes[20] ^= 1;
        blobs.replace(Pack.blob(damaged.packName()), bytes);
        new PackAdoption(blobs, index).settle(works.begin("job"));
        assertThat(index.packs().named(missing.packName())).isEmpty();
        assertThat(index.packs().named(damaged.packName())).isEmpty();
        assertThat(blobs.list(Pack.PREFIX)).isEmpty();
    }

    @Test
    void aPackThatAnotherJobIsWritingIsWaitedFor() throws Exception {
        var frames = Frames.random(15, 2, 100);
        var footer = publishWithoutRows(work, frames);
        var other = works.begin("other");
        assertThat(index.packs().claim(other, PackKind.DATA, footer))
                .isEqualTo(new Claim.Taken("job"));
        var waiting = CompletableFuture.runAsync(() -> store(other, frames));
        Awaitility.await().during(100, TimeUnit.MILLISECONDS).until(() -> !waiting.isDone());
        new PackAdoption(blobs, index).settle(works.begin("job"));
        waiting.get(10, TimeUnit.SECONDS);
        assertThat(blobs.list(Pack.PREFIX)).hasSize(1);
        endJob(work);
        assertThat(index.packs().unneeded()).isEmpty();
    }

    @Test
    void manyJobsStoreTheSameFramesAtOnce() {
        var frames = Frames.random(16, 400, 50);
        var jobs = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 6; i++) {
            var by = works.begin("job-" + i);
            jobs.add(
                    CompletableFuture.runAsync(
                            () -> {
                                store(by, frames);
                                assertThat(index.hold(by, sids(frames))).hasSize(400);
                            }));
        }
        jobs.forEach(CompletableFuture::join);
        assertThat(blobs.list(Pack.PREFIX)).hasSize(1);
    }

    @Test
    void hintsAreRememberedAndRenewed() {
        var sealed = new HashMap<Pid, Known>();
        var frames = Frames.random(17, 1_100, 20);
        for (var frame : frames) {
            sealed.put(Pid.of(frame.sid().bytes()), new Known(frame.sid(), frame.bytes().length));
        }
        index.remember(sealed);
        assertThat(index.known(sealed.keySet())).isEqualTo(sealed);
        var pid = sealed.keySet().iterator().next();
        var renewed = new Known(frames.getLast().sid(), 77);
        index.remember(Map.of(pid, renewed));
        assertThat(index.known(List.of(pid))).containsEntry(pid, renewed);
    }

    @Test
    void oneStoreKnowsNothingOfAnother() {
        var frames = Frames.random(18, 2, 100);
        store(work, frames);
        var other =
                new Index(
                        database, new StoreRows(database).register("other", "memory:/2/main").id());
        assertThat(other.find(sids(frames))).isEmpty();
        assertThat(other.packs().after(0, 10)).isEmpty();
    }

    @Test
    void whoHoldsAFramesPackHoldsTheOneThatItIsHandedOnTo() {
        var frames = Frames.random(31, 3, 1000);
        store(work, frames.subList(0, 2));
        var healer = works.begin("heal");
        store(healer, List.of(frames.get(0), frames.get(2)));
        var places = index.frames().places(frames.get(0).sid());
        assertThat(places).hasSize(2);
        long from = places.get(0).packId();
        long to = places.get(1).packId();
        assertThat(index.packs().hold(healer, List.of(from))).containsExactly(from);
        index.frames().handOn(healer, from, to, List.of(frames.get(0).sid()));
        endJob(healer);
        assertThat(at(index.find(sids(frames)), frames.get(0)).packId()).isEqualTo(to);
        assertThat(index.removal(blobs).condemn(to, Long.MAX_VALUE)).isFalse();
        endJob(work);
        assertThat(index.removal(blobs).condemn(to, Long.MAX_VALUE)).isTrue();
    }
}
