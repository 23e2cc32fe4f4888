package org.copyhold.store.copy;

import org.copyhold.store.Contents;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.seal.VaultKey;

import java.nio.file.Path;
import java.util.UUID;

/** A source and a destination of any kind, and copies between them. */
public final class CopyTrial implements AutoCloseable {
    final Trial trial;
    private final VaultKey sourceKey;
    private final VaultKey targetKey;

    public CopyTrial(Path folder, BlobStore source, BlobStore target) {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use("source", "1", source);
        trial.use("target", "1", target);
        sourceKey = trial.keys().createVaultKey();
        targetKey = trial.keys().createVaultKey();
    }

    SealedStore source() {
        return trial.store("source", "1");
    }

    public SealedStore target() {
        return trial.store("target", "1");
    }

    public String backup(int bytes, long... seeds) {
        return trial.backup(source(), sourceKey, bytes, seeds);
    }

    /** A copy, begun by a job of this name; trouble leaves the job as it is. */
    public CopyResult copy(String point, String copy) {
        var work = target().begin("copy-" + copy);
        var result = target().copy(work, source(), point, progress -> {});
        var contents = new Contents.Copied(source(), point, sourceKey);
        target().commit(work, Trial.copied(copy, "1", targetKey, contents), Statements.NONE);
        return result;
    }

    public static String newPoint() {
        return UUID.randomUUID().toString();
    }

    public byte[] backedUp(String point) {
        return Trial.content(source(), point, sourceKey);
    }

    public byte[] copied(String copy) {
        return Trial.content(target(), copy, targetKey);
    }

    /** The next process, which reaches the same bytes in another way. */
    public void replaceBlobs(BlobStore source, BlobStore target) {
        trial.use("source", "1", source);
        trial.use("target", "1", target);
        trial.restart();
    }

    @Override
    public void close() {
        trial.close();
    }
}
