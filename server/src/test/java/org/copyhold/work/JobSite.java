package org.copyhold.work;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.control.job.Limits;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What outlives a house: a share to back up, a database, and blobs that trouble can come to. */
final class JobSite implements AutoCloseable {
    final HeldConnector connector = new HeldConnector(new FilesConnector());
    final Path share;
    final Database database;

    /** No store can be opened. */
    volatile boolean isUnmounted;

    /** Stores that cannot be reached. */
    final Set<String> away = ConcurrentHashMap.newKeySet();

    /** Houses to come have a cold store in the east. */
    boolean hasCold;

    /** Houses to come have an east. */
    boolean hasEast = true;

    private final Path folder;
    private final Limits limits;
    private final Map<String, TroubledBlobs> blobs = new ConcurrentHashMap<>();

    JobSite(Path folder) throws IOException {
        this(folder, Limits.DEFAULT);
    }

    JobSite(Path folder, Limits limits) throws IOException {
        this.folder = folder;
        this.limits = limits;
        share = Files.createDirectory(folder.resolve("share"));
        database = TestDatabases.sqlite(folder);
    }

    void write(String name, byte[] content) throws IOException {
        Files.write(share.resolve(name), content);
    }

    /** Content that is the same each time, and does not shrink. */
    static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** The first house, at work, that has the share and a vault "home" in the east. */
    JobHouse settle() {
        var house = house().started();
        house.share(share);
        house.vault(JobHouse.EAST, "home");
        return house;
    }

    /** Another house, in which nobody works yet. */
    JobHouse house() {
        return house(database);
    }

    /** A house over another database. */
    JobHouse house(Database other) {
        return new JobHouse(
                folder, other, this::open, connector, new HouseRules(limits, hasCold, hasEast));
    }

    /** The blobs of a store that a house has opened. */
    TroubledBlobs blobsOf(String location) {
        var found = blobs.get(location);
        if (found == null) {
            throw new AssertionError("No blobs at " + location);
        }
        return found;
    }

    boolean hasBlobsAt(String location) {
        return blobs.containsKey(location);
    }

    /** Houses to come find the same blobs, without the trouble of those before. */
    void forgetTrouble(String location) {
        blobs.put(location, new TroubledBlobs(blobsOf(location).behind()));
    }

    private BlobStore open(String location) {
        if (isUnmounted || away.contains(location)) {
            throw new StoreException.Unavailable(
                    "Store " + location + " is gone.", "Mount it.", true, null);
        }
        return blobs.computeIfAbsent(location, at -> new TroubledBlobs(new MemoryBlobs(at)));
    }

    @Override
    public void close() {
        database.close();
    }
}
