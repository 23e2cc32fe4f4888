package org.copyhold.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.FaultyBlobs.Call;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.PackKind;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackReader;
import org.copyhold.store.seal.FrameType;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/** A store whose reads can be told what happens before them, and what collections are judged by. */
abstract class CollectingScene {
    static final int FILE_BYTES = 20_000;

    @TempDir private Path folder;

    Trial trial;
    SealedStore store;
    VaultKey key;
    final BlobStore bytes = new MemoryBlobs("here");

    /** What happens once, before the next read of a blob whose name begins so. */
    private final AtomicBoolean armed = new AtomicBoolean();

    private String awaited = "";
    private Runnable meanwhile = () -> {};

    abstract TestDatabase open(Path folder);

    @BeforeEach
    void begin() {
        trial = new Trial(open(folder), folder);
        trial.use("here", "1", new FaultyBlobs(bytes, this::before));
        store = trial.store("here", "1");
        key = trial.keys().createVaultKey();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    private void before(Call call, String name) {
        if (call == Call.READ && name.startsWith(awaited) && armed.getAndSet(false)) {
            meanwhile.run();
        }
    }

    void whenAnyIsRead(Runnable action) {
        whenRead(Pack.PREFIX, action);
    }

    void whenRead(String blob, Runnable action) {
        awaited = blob;
        meanwhile = action;
        armed.set(true);
    }

    String backup(long... seeds) {
        return trial.backup(store, key, FILE_BYTES, seeds);
    }

    void delete(String point) {
        store.delete(point, Statements.NONE);
    }

    long packBytes() {
        return bytes.list(Pack.PREFIX).stream().mapToLong(bytes::size).sum();
    }

    List<PackRow> packs(PackKind kind) {
        return store.index().packs().after(0, 1000).stream()
                .filter(pack -> pack.kind() == kind)
                .toList();
    }

    void assertSound(int points) {
        var report = store.check(_ -> {});
        assertThat(report.damages()).isEmpty();
        assertThat(report.points()).isEqualTo(points);
    }

    static long[] seeds(int from, int to) {
        return LongStream.range(from, to).toArray();
    }

    long rows(String table) throws SQLException {
        try (var connection = trial.database().reads().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Writes the frames of the only data pack a second time, beside one of its own. */
    void packAgain(Work work) {
        var pack = packs(PackKind.DATA).getFirst();
        var reader = new PackReader(bytes);
        var more = new byte[1000];
        new Random(1).nextBytes(more);
        try (var sink = new PackSink(store.blobs(), store.index(), work)) {
            for (var entry : Footer.read(bytes, pack.name()).entries()) {
                var frame = reader.frame(pack.name(), entry.offset(), entry.length(), entry.sid());
                sink.add(entry.sid(), entry.type(), frame, 0, frame.length);
            }
            sink.add(Sid.hashOf(more), FrameType.CHUNK, more, 0, more.length);
            sink.flush();
        }
    }
}
