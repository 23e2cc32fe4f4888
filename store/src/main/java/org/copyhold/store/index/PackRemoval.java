package org.copyhold.store.index;

import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.pack.Pack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;

/**
 * Takes packs out of a store, in the only safe order: decided upon, chunk rows gone, blob gone, row
 * gone. Whatever was cut short is finished by {@link #finish}. Thread-safe.
 */
public final class PackRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(PackRemoval.class);

    private final BlobStore blobs;
    private final StoreDatabase database;
    private final long store;
    private final Lock removing;

    PackRemoval(BlobStore blobs, StoreDatabase database, long store, Lock removing) {
        this.blobs = blobs;
        this.database = database;
        this.store = store;
        this.removing = removing;
    }

    /**
     * Removes a pack that was condemned. One pack at a time, and only while its row is there: the
     * blob of a successor that bears the same name must not go. One that the storage turns out to
     * keep stays condemned until it may go, or somebody wants its name.
     */
    public void finish(PackRow pack) {
        removing.lock();
        try {
            if (isCondemned(pack.id())) {
                forgetChunks(pack.id());
                blobs.delete(Pack.blob(pack.name()));
                forget(pack.id());
            }
        } catch (StoreException.Kept e) {
            LOG.info("Pack {} is condemned and goes later: {}", pack.name(), e.getMessage());
            locked(pack.id(), e.until().toEpochMilli());
        } finally {
            removing.unlock();
        }
    }

    /** Removes packs that no commit ever needed and no job holds. */
    public void unneeded(Packs packs) {
        for (var pack : packs.unneeded()) {
            if (condemn(pack.id(), 0)) {
                finish(pack);
            }
        }
    }

    private void locked(long pack, long until) {
        database.write(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "update store_pack set locked_until = ? where id = ?")) {
                        statement.setLong(1, until);
                        statement.setLong(2, pack);
                        return statement.executeUpdate();
                    }
                });
    }

    private boolean isCondemned(long pack) {
        return database.read(
                connection -> {
                    try (var statement =
                            connection.prepareStatement(
                                    "select 1 from store_pack where id = ? and state ="
                                            + " 'DELETING'")) {
                        statement.setLong(1, pack);
                        try (var rows = statement.executeQuery()) {
                            return rows.next();
                        }
                    }
                });
    }

    /**
     * Decides that a pack goes, unless a job holds it or a commit from {@code sequence} on needed
     * it. From then on nobody can hold it.
     *
     * @param sequence 0 to spare every pack that any commit needed
     */
    public boolean condemn(long pack, long sequence) {
        return database.write(connection -> condemn(connection, pack, sequence, database.now()));
    }

    /** The row is written to first: whoever is about to hold or stamp the pack is waited for. */
    static boolean condemn(Connection connection, long pack, long sequence, long now)
            throws SQLException {
        try (var lock =
                connection.prepareStatement("update store_pack set stamp = stamp where id = ?")) {
            lock.setLong(1, pack);
            lock.executeUpdate();
        }
        try (var statement =
                connection.prepareStatement(
                        """
                        update store_pack set state = 'DELETING'
                        where id = ? and (state = 'DELETING' or (stamp is null or stamp < ?)
                            and (locked_until is null or locked_until <= ?)
                            and not exists (select 1 from store_hold h where h.pack = store_pack.id))
                        """)) {
            statement.setLong(1, pack);
            statement.setLong(2, sequence);
            statement.setLong(3, now);
            return statement.executeUpdate() == 1;
        }
    }

    /**
     * Takes a condemned pack up again that the storage keeps, and that so cannot go.
     *
     * @return whether it is the work's to write, and held by it
     */
    static boolean takeBack(Connection connection, Work work, long pack, long now)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        update store_pack set state = 'WRITING', writer = ?
                        where id = ? and state = 'DELETING' and locked_until > ?
                        """)) {
            statement.setString(1, work.job());
            statement.setLong(2, pack);
            statement.setLong(3, now);
            if (statement.executeUpdate() != 1) {
                return false;
            }
        }
        Holds.add(connection, work, pack);
        return true;
    }

    /** Gives up a pack that the job was writing: as if condemned, its hold gone. */
    public void giveUp(Work work, long pack) {
        database.write(
                connection -> {
                    Works.check(connection, work);
                    try (var hold =
                            connection.prepareStatement(
                                    "delete from store_hold where job = ? and pack = ?")) {
                        hold.setString(1, work.job());
                        hold.setLong(2, pack);
                        hold.executeUpdate();
                    }
                    try (var statement =
                            connection.prepareStatement(
                                    "update store_pack set state = 'DELETING' where id = ? and"
                                            + " state = 'WRITING' and writer = ?")) {
                        statement.setLong(1, pack);
                        statement.setString(2, work.job());
                        return statement.executeUpdate();
                    }
                });
    }

    /** Removes a DELETING pack's chunk rows. Its blob goes next. */
    private void forgetChunks(long pack) {
        int gone = Batches.ROWS;
        while (gone == Batches.ROWS) {
            gone = database.write(connection -> deleteChunks(connection, pack));
        }
    }

    private int deleteChunks(Connection connection, long pack) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        delete from store_chunk where store = ? and pack = ?
                        and sid in (select sid from store_chunk where pack = ? limit %d)
                        """
                                .formatted(Batches.ROWS))) {
            statement.setLong(1, store);
            statement.setLong(2, pack);
            statement.setLong(3, pack);
            return statement.executeUpdate();
        }
    }

    /** Removes a DELETING pack's row, the last trace of it, and counts the frames that went. */
    private void forget(long pack) {
        database.write(
                connection -> {
                    try (var count =
                            connection.prepareStatement(
                                    """
                                    update store_store set frames_gone = frames_gone
                                        + coalesce((select frames from store_pack where id = ? and state = 'DELETING'), 0)
                                    where id = ?
                                    """)) {
                        count.setLong(1, pack);
                        count.setLong(2, store);
                        count.executeUpdate();
                    }
                    try (var statement =
                            connection.prepareStatement(
                                    "delete from store_pack where id = ? and state = 'DELETING'")) {
                        statement.setLong(1, pack);
                        return statement.executeUpdate();
                    }
                });
    }
}
