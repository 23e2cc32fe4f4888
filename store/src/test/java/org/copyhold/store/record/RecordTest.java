package org.copyhold.store.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.MasterKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class RecordTest {
    private static final Sid TOP = Sid.hashOf(new byte[] {1});
    private static final String ROOT =
            """
            {"format":1,"point":"p","domain":"d","top":"%s","topLength":100,"height":2,\
            "entries":3,"logicalBytes":4,"labels":{"a":"ä","b":"\\"2\\""},"sealed":"AQI="}\
            """
                    .formatted(TOP.hex());

    @TempDir private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aRootRecordHasTheBytesThatTheFormatSays() {
        var record =
                new RootRecord(
                        "p",
                        "d",
                        TOP,
                        100,
                        2,
                        3,
                        4,
                        Map.of("b", "\"2\"", "a", "ä"),
                        new byte[] {1, 2});
        assertThat(new String(record.encode(), StandardCharsets.UTF_8)).isEqualTo(ROOT);
        assertThat(RootRecord.parse("root", bytes(ROOT)))
                .usingRecursiveComparison()
                .isEqualTo(record);
    }

    @Test
    void aRootRecordOfAnotherFormatOrWithImpossibleNumbersIsRefused() {
        for (var wrong :
                new String[] {
                    ROOT.replace("\"format\":1", "\"format\":2"),
                    ROOT.replace("\"height\":2", "\"height\":9"),
                    ROOT.replace("\"topLength\":100", "\"topLength\":99999999"),
                    ROOT.replace("\"entries\":3", "\"entries\":-1"),
                    ROOT.replace("\"entries\":3", "\"entries\":\"3\""),
                    ROOT.replace(TOP.hex(), "xyz"),
                    ROOT.replace("AQI=", "!"),
                    ROOT.replace("\"point\":\"p\",", ""),
                    ROOT + "x",
                    "",
                    "[]"
                }) {
            assertThatThrownBy(() -> RootRecord.parse("the-root", bytes(wrong)))
                    .as(wrong)
                    .isInstanceOf(StoreException.Corrupt.class)
                    .hasMessageContaining("the-root");
        }
    }

    @Test
    void aWrapIsReadAsItWasWritten() {
        var wrap = new WrapRecord("k", 3, new byte[] {1, 2, 3});
        assertThat(new String(wrap.encode(), StandardCharsets.UTF_8))
                .isEqualTo("{\"format\":1,\"key\":\"k\",\"keyVersion\":3,\"wrapped\":\"AQID\"}");
        assertThat(WrapRecord.parse("wrap", wrap.encode()))
                .usingRecursiveComparison()
                .isEqualTo(wrap);
    }

    @Test
    void aSignedRecordThatWasChangedOrMovedToAnotherNameIsRefused() {
        var keys = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        var signed = new SignedRecords(keys);
        var record = signed.labels("points/p/state-1", Map.of("tag", "one"));
        assertThat(signed.readLabels("points/p/state-1", record))
                .containsExactly(Map.entry("tag", "one"));
        assertThatThrownBy(() -> signed.readLabels("points/p/state-2", record))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("points/p/state-2");
        for (int at : new int[] {0, 31, 32, record.length - 1}) {
            var changed = record.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> signed.readLabels("points/p/state-1", changed))
                    .isInstanceOf(StoreException.Corrupt.class);
        }
        assertThatThrownBy(() -> signed.readLabels("points/p/state-1", new byte[3]))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void sealedMetadataOpensWithTheRootKeyBesideItsTopPageOnly() {
        var key = ChunkKey.of(new byte[32]);
        var sealed = SealedMetadata.seal(bytes("secret"), key, TOP);
        assertThat(SealedMetadata.open("p", sealed, key, TOP)).isEqualTo(bytes("secret"));
        assertThatThrownBy(() -> SealedMetadata.open("p", sealed, key, Sid.hashOf(new byte[0])))
                .isInstanceOf(StoreException.Corrupt.class);
        assertThatThrownBy(() -> SealedMetadata.open("p", new byte[3], key, TOP))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void everyPartOfAWrapContextCounts() {
        var hash = new byte[32];
        var context = new WrapContext("1", "v", "p", TOP, 1, hash).bytes();
        assertThat(context).hasSize(15 + 3 + 3 + 3 + 32 + 4 + 32);
        assertThat(new WrapContext("2", "v", "p", TOP, 1, hash).bytes()).isNotEqualTo(context);
        assertThat(new WrapContext("1", "w", "p", TOP, 1, hash).bytes()).isNotEqualTo(context);
        assertThat(new WrapContext("1", "v", "q", TOP, 1, hash).bytes()).isNotEqualTo(context);
        assertThat(new WrapContext("1", "v", "p", TOP, 2, hash).bytes()).isNotEqualTo(context);
    }

    @Test
    void aStoreRecordOfAnUnknownSuiteIsRefused() {
        assertThat(StoreRecord.parse("here", new StoreRecord("s").encode()).store()).isEqualTo("s");
        assertThatThrownBy(
                        () ->
                                StoreRecord.parse(
                                        "here",
                                        bytes("{\"format\":1,\"suite\":2,\"store\":\"s\"}")))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("here");
    }

    @Test
    void noBitOfAStoreRecordFlipsUnseen() {
        var record = new StoreRecord(UUID.randomUUID().toString());
        var bytes = record.encode();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> StoreRecord.parse("here", damaged))
                    .as("bit %d", bit)
                    .isInstanceOf(StoreException.Corrupt.class);
        }
    }
}
