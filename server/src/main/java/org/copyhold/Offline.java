package org.copyhold;

import org.copyhold.connect.blocks.BlocksConnector;
import org.copyhold.connect.files.FilesConnector;
import org.copyhold.connect.postgres.PostgresConnector;
import org.copyhold.sql.Database;
import org.copyhold.store.StoreException;
import org.copyhold.store.Stores;
import org.copyhold.store.blob.ReadOnlyBlobs;
import org.copyhold.store.seal.MasterKey;
import org.copyhold.store.seal.MasterKeyBackup;
import org.copyhold.work.Connectors;
import org.copyhold.work.OfflineRestore;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What can be done with a store's folder and the master key alone: no server, no database. */
public final class Offline {
    private Offline() {}

    /**
     * Opens a store to be read, and nothing else: a server may be using it.
     *
     * @param store the folder that store.json lies in
     * @param masterKey the master key's file
     * @param kms the key service of vaults that name a KMS key; null for none
     * @throws org.copyhold.store.StoreException when there is no store or no such key
     */
    public static <T> T with(
            Path store, Path masterKey, @Nullable KmsConfig kms, Function<OfflineRestore, T> use) {
        var key = KmsConfig.keys(MasterKey.open(masterKey), kms);
        var location = "file:" + store.toAbsolutePath().normalize();
        try {
            var scratch = Files.createTempDirectory("copyhold-offline-");
            try (var database = Database.sqlite(scratch.resolve("catalogue.db"))) {
                database.migrate();
                var stores =
                        new Stores(
                                database.writes(),
                                database.reads(),
                                key,
                                _ -> ReadOnlyBlobs.in(store));
                var connectors =
                        new Connectors(
                                List.of(
                                        new FilesConnector(),
                                        new BlocksConnector(),
                                        new PostgresConnector(Map.of())));
                var opened = stores.existing(location).orElseThrow(() -> noStore(store));
                return use.apply(new OfflineRestore(opened, connectors));
            } finally {
                remove(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue's scratch folder", e);
        }
    }

    /**
     * Writes a copy of a master key that only the passphrase opens.
     *
     * @throws org.copyhold.store.StoreException when the passphrase is too short, the key cannot be
     *     read, or the copy is there already
     */
    public static void backUpKey(Path masterKey, char[] passphrase, Path copy) {
        MasterKeyBackup.seal(masterKey, passphrase, copy);
    }

    /**
     * Puts a master key back from such a copy.
     *
     * @throws org.copyhold.store.StoreException when the passphrase is another, or a key is there
     */
    public static void restoreKey(Path copy, char[] passphrase, Path masterKey) {
        MasterKeyBackup.open(copy, passphrase, masterKey);
    }

    private static StoreException noStore(Path folder) {
        return new StoreException.Missing(
                "There is no store in " + folder + ": it has no store.json.",
                "Name the folder of one store, such as stores/us-east-1/123456789012/main.");
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
