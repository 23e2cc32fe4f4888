package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.MasterKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class StoresTest {
    private static final String LOCATION = "file:/1/main";

    @TempDir private Path folder;
    private TestDatabase database;
    private KeyProvider keys;
    private Path root;

    @BeforeEach
    void open() {
        database = TestDatabase.sqlite(folder);
        keys = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        root = folder.resolve("disk/1/main");
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void lookingForAStoreMakesNothing() {
        assertThat(stores().existing(LOCATION)).isEmpty();
        assertThat(stores().isForgotten(LOCATION)).isFalse();
        assertThat(folder.resolve("disk")).doesNotExist();
    }

    @Test
    void aStoreWhoseDiskIsNotMountedIsNeitherMadeAnewNorTouched() throws IOException {
        var id = stores().at(LOCATION).id();
        Files.move(folder.resolve("disk"), folder.resolve("unmounted"));
        assertThatThrownBy(() -> stores().at(LOCATION))
                .isInstanceOf(StoreException.Missing.class)
                .hasMessageContaining(LOCATION);
        assertThatThrownBy(() -> stores().existing(LOCATION))
                .isInstanceOf(StoreException.Missing.class);
        assertThat(folder.resolve("disk")).doesNotExist();
        Files.move(folder.resolve("unmounted"), folder.resolve("disk"));
        assertThat(stores().at(LOCATION).id()).isEqualTo(id);
    }

    @Test
    void aStoreThatWasMovedIsKnownFromWhereNoStoreIsToBeAnyMore() {
        var id = stores().at("file:/before/1/main").id();
        assertThat(stores().isMoved(LOCATION, it -> it.startsWith("file:/"))).isFalse();
        assertThat(stores().isMoved(LOCATION, LOCATION::equals)).isTrue();
        assertThat(stores().existing(LOCATION).orElseThrow().id()).isEqualTo(id);
        assertThat(stores().isMoved(LOCATION, LOCATION::equals)).isFalse();
    }

    @Test
    void aStoreThatLiesAtTheRootBelongsToNobodyAndIsReadAllTheSame() {
        var records = stores().at("file:/store").rebuild().records();
        assertThat(records.damages()).isEmpty();
    }

    /** A process that has just begun. */
    private Stores stores() {
        return new Stores(database.writes(), database.reads(), keys, new Disk());
    }

    private final class Disk implements Sites {
        @Override
        public BlobStore open(String location) {
            return FileBlobs.open(root);
        }

        @Override
        public Optional<BlobStore> look(String location) {
            return FileBlobs.look(root, Sites.RECORD);
        }
    }
}
