package org.copyhold.store.seal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.copyhold.store.Contents;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.Stores;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.seal.KeyProvider.Wrapped;
import org.copyhold.store.seal.MasterKey;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

class KmsKeysTest {
    private static final byte[] ROOT_KEY = "32 bytes that open a whole point".getBytes(UTF_8);
    private static final byte[] HERE = "context here".getBytes(UTF_8);
    private static final byte[] THERE = "context there".getBytes(UTF_8);
    private static final String EAST = "us-east-1";

    @TempDir private Path folder;

    private final FakeKms kms = new FakeKms();
    private MasterKey file;
    private KmsKeys keys;
    private String arn;
    private VaultKey key;

    @BeforeEach
    void open() {
        file = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        keys = new KmsKeys(file, new KmsPlace(kms.endpoint(), "id", "secret"));
        arn = kms.key(EAST);
        key = keys.createVaultKey(arn);
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void aRootKeyOpensUnderItsKeyAndContextAlone() {
        var wrapped = keys.wrap(key, ROOT_KEY, HERE);

        assertThat(keys.unwrap(key, wrapped, HERE)).isEqualTo(ROOT_KEY);
        assertLocked(() -> keys.unwrap(key, wrapped, THERE), "does not open");
        var other = keys.createVaultKey(kms.key(EAST));
        assertLocked(() -> keys.unwrap(other, wrapped, HERE), "does not open");
        assertLocked(
                () -> keys.unwrap(key, file.wrap(file.createVaultKey(), ROOT_KEY, HERE), HERE),
                "wrapped in another way");
    }

    @Test
    void fromOneSuchVaultToAnotherARootKeyGoesByReEncryptAndIsShownToNobody() {
        var to = keys.createVaultKey(kms.key(EAST));
        var wrapped = keys.wrap(key, ROOT_KEY, HERE);
        kms.asked.clear();

        var rewrapped = keys.rewrap(new Wrapped(key, wrapped, HERE), to, THERE);

        assertThat(kms.asked).containsExactly("ReEncrypt");
        assertThat(keys.unwrap(to, rewrapped, THERE)).isEqualTo(ROOT_KEY);
        assertLocked(() -> keys.unwrap(to, rewrapped, HERE), "does not open");
    }

    @Test
    void betweenRegionsAndBetweenFileAndServiceItIsOpenedAndWrapped() {
        var wrapped = keys.wrap(key, ROOT_KEY, HERE);
        var inFile = keys.createVaultKey();
        var west = keys.createVaultKey(kms.key("eu-west-1"));

        var there = keys.rewrap(new Wrapped(key, wrapped, HERE), inFile, THERE);
        assertThat(file.unwrap(inFile, there, THERE)).isEqualTo(ROOT_KEY);
        var back = keys.rewrap(new Wrapped(inFile, there, THERE), west, HERE);
        assertThat(keys.unwrap(west, back, HERE)).isEqualTo(ROOT_KEY);
        var home = keys.rewrap(new Wrapped(west, back, HERE), key, THERE);
        assertThat(keys.unwrap(key, home, THERE)).isEqualTo(ROOT_KEY);
    }

    @Test
    void aKeyThatMayNotBeUsedIsNamedAndNotTriedAgain() {
        var wrapped = keys.wrap(key, ROOT_KEY, HERE);
        for (var state : new String[] {"Disabled", "PendingDeletion"}) {
            kms.turn(arn, state);
            assertLocked(() -> keys.unwrap(key, wrapped, HERE), arn);
            assertLocked(() -> keys.wrap(key, ROOT_KEY, HERE), "disabled");
            assertLocked(() -> keys.check(key), state);
            assertLocked(() -> keys.nextVersion(key), state);
            assertLocked(() -> keys.createVaultKey(arn), state);
        }
        kms.turn(arn, "Denied");
        assertLocked(() -> keys.wrap(key, ROOT_KEY, HERE), "may not be used by this server");
        kms.turn(arn, "Enabled");
        keys.check(key);
        assertThat(keys.unwrap(key, wrapped, HERE)).isEqualTo(ROOT_KEY);
        assertLocked(() -> keys.createVaultKey(arn + "0"), "does not exist");
        assertLocked(() -> keys.createVaultKey("no ARN"), "no ARN");
    }

    @Test
    void aKeyThatCannotDoWhatVaultsNeedIsRefusedAtOnce() {
        kms.signing = kms.key(EAST);
        assertLocked(() -> keys.createVaultKey(kms.signing), "RSA_2048 for SIGN_VERIFY");
        kms.turn(arn, "Denied");
        assertLocked(() -> keys.createVaultKey(arn), "may not be used by this server");
    }

    @Test
    void whatIsInNoRegionIsNotAskedAnywhere() {
        kms.asked.clear();
        for (var region :
                new String[] {"", "us east 1", "US-EAST-1", "localhost", "a.example.org#"}) {
            assertLocked(
                    () -> keys.createVaultKey(arn.replace(EAST, region)), "no ARN of a KMS key");
        }
        assertThat(kms.asked).isEmpty();
    }

    @Test
    void aServiceThatIsAwayIsTroubleThatPasses() {
        kms.close();

        assertThatThrownBy(() -> keys.wrap(key, ROOT_KEY, HERE))
                .isInstanceOfSatisfying(
                        StoreException.Unavailable.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining(kms.endpoint().toString());
        var inFile = keys.createVaultKey();
        var wrapped = keys.wrap(inFile, ROOT_KEY, HERE);
        assertThat(keys.unwrap(inFile, wrapped, HERE)).isEqualTo(ROOT_KEY);
    }

    @Test
    void whatAProxyAnswersInItsPlaceIsTroubleThatPasses() {
        kms.isBehindProxy = true;

        assertThatThrownBy(() -> keys.wrap(key, ROOT_KEY, HERE))
                .isInstanceOfSatisfying(
                        StoreException.Unavailable.class, e -> assertThat(e.retryable()).isTrue());
    }

    @Test
    void thePointsOfSuchAVaultAreCommittedRotatedCopiedAndFoundWithoutADatabase() {
        try (var database = TestDatabase.sqlite(folder)) {
            Map<String, BlobStore> blobs = new ConcurrentHashMap<>();
            var stores =
                    new Stores(
                            database.writes(),
                            database.reads(),
                            keys,
                            location -> blobs.computeIfAbsent(location, MemoryBlobs::new));
            var store = stores.at("memory:here/1/main");
            var domain = keys.createDomain();
            var work = store.begin("backup");
            var tree = Trial.ingest(store, work, keys.domain(domain), 1_000, 1, 2);
            var point = "11111111-1111-4111-8111-111111111111";
            store.commit(
                    work,
                    Trial.point(point, "1", key, new Contents.Ingested(domain, tree, HERE)),
                    Statements.NONE);

            var next = keys.nextVersion(key);
            store.records()
                    .rewrapping((id, n) -> n == 1 ? key.find(id, n) : next.find(id, n), next)
                    .wrap(point);
            assertThat(store.unlock(store.begin("read"), point, next).tree()).isEqualTo(tree);

            var copy = "22222222-2222-4222-8222-222222222222";
            var there = stores.at("memory:there/1/main");
            var to = keys.createVaultKey(kms.key(EAST));
            var copying = there.begin("copy");
            there.copy(copying, store, point, progress -> {});
            there.commit(
                    copying,
                    Trial.point(copy, "1", to, new Contents.Copied(store, point, next)),
                    Statements.NONE);
            var found = there.rebuild().records();
            assertThat(found.damages()).isEmpty();
            assertThat(found.points()).singleElement().extracting(it -> it.id()).isEqualTo(copy);
        }
    }

    private static void assertLocked(ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.Locked.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining(text);
    }
}
