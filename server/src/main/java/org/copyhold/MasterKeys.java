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
            database.write(
                    handle ->
                            handle.execute(
                                    "insert into master_key (id, fingerprint) values (1, ?)",
                                    key.fingerprint()));
        }
        return key;
    }

    private static Optional<String> remembered(Database database) {
        return database.read(
                handle ->
                        handle.createQuery("select fingerprint from master_key")
                                .mapTo(String.class)
                                .findOne());
    }
}
