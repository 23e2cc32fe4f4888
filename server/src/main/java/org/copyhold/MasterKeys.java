package org.copyhold;

import org.copyhold.sql.Database;
import org.copyhold.store.seal.MasterKey;

import java.nio.file.Path;
import java.util.Optional;

/** Opens the master key, and remembers which one it was. */
final class MasterKeys {
    private MasterKeys() {}

    /**
     * The key of that file, made when nothing is sealed yet.
     *
     * @throws org.copyhold.store.StoreException when the file is missing, unreadable or another's
     */
    static MasterKey open(Path file, Database database) {
        var expected = remembered(database);
        var key = MasterKey.openOrCreate(file, expected);
        if (expected.isEmpty()) {
            remember(key, database);
        }
        return key;
    }

    /**
     * The key of that file, for stores whose database is lost: none is made, and which one it was
     * is for {@link #remember} to say, once it has opened something.
     *
     * @throws org.copyhold.store.StoreException when the file is missing or unreadable
     */
    static MasterKey openOnly(Path file) {
        return MasterKey.open(file);
    }

    /** Takes a key for the one that sealed what is there. */
    static void remember(MasterKey key, Database database) {
        database.write(
                handle ->
                        handle.execute(
                                """
                                insert into master_key (id, fingerprint) values (1, ?)
                                on conflict (id) do update set fingerprint = excluded.fingerprint
                                """,
                                key.fingerprint()));
    }

    private static Optional<String> remembered(Database database) {
        return database.read(
                handle ->
                        handle.createQuery("select fingerprint from master_key")
                                .mapTo(String.class)
                                .findOne());
    }
}
