package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.store.chunk.Sha256;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What this room makes, against bytes that a script made of docs/FORMAT.md alone
 * (golden/make-seal.py).
 */
class GoldenSealTest {
    private final JsonNode golden = read();
    private final DedupDomain domain = DedupDomain.of("golden", hex(golden, "secret"));
    private final Sealer sealer = new Sealer(domain);

    @Test
    void chunksAreSealedToTheseBytes() {
        assertThat(golden.get("chunks"))
                .hasSize(4)
                .allSatisfy(
                        chunk -> {
                            var plain = hex(chunk, "plain");
                            var identity = sealer.identify(plain, 0, plain.length);
                            assertThat(identity.pid().hex()).isEqualTo(chunk.get("pid").asText());
                            assertThat(identity.crc32c())
                                    .isEqualTo((int) chunk.get("crc32c").asLong());
                            checkFrame(chunk, sealer.seal(identity, plain, 0, plain.length));
                        });
    }

    @Test
    void pagesAreSealedToTheseBytes() {
        assertThat(golden.get("pages"))
                .hasSize(2)
                .allSatisfy(
                        page -> {
                            var frame = sealer.sealPage(hex(page, "public"), hex(page, "plain"));
                            checkFrame(page, frame);
                            assertThat(Opener.publicFace(frame.bytes()))
                                    .isEqualTo(hex(page, "public"));
                        });
    }

    @Test
    void theDomainDerivesThisMarkAndTheseCuts() {
        var mark = golden.get("mark");
        assertThat(HexFormat.of().toHexDigits(domain.mark(hex(mark, "path"))))
                .isEqualTo(mark.get("mark").asText());
        var cuts = golden.get("cuts");
        var bytes = noise(cuts.get("seed").asText(), cuts.get("length").asInt());
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < bytes.length; found.add(at)) {
            at = domain.cutter().cut(bytes, at, bytes.length);
        }
        List<Integer> wanted = new ArrayList<>();
        cuts.get("at").forEach(at -> wanted.add(at.asInt()));
        assertThat(found).isEqualTo(wanted);
    }

    private static void checkFrame(JsonNode wanted, Frame frame) {
        assertThat(frame.bytes()).asHexString().isEqualToIgnoringCase(wanted.get("frame").asText());
        assertThat(frame.sid().hex()).isEqualTo(wanted.get("sid").asText());
        assertThat(frame.key()).isEqualTo(ChunkKey.of(hex(wanted, "key"))).hasToString("***");
        assertThat(Opener.open(frame.bytes(), frame.key())).isEqualTo(hex(wanted, "plain"));
    }

    private static byte[] noise(String seed, int length) {
        var out = new byte[(length / 32 + 1) * 32];
        for (int i = 0; i * 32 < out.length; i++) {
            var hash =
                    Sha256.hash(
                            seed.getBytes(StandardCharsets.US_ASCII),
                            ByteBuffer.allocate(4).putInt(i).array());
            System.arraycopy(hash, 0, out, i * 32, 32);
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] hex(JsonNode node, String name) {
        return HexFormat.of().parseHex(node.get(name).asText());
    }

    private static JsonNode read() {
        try (var in =
                Objects.requireNonNull(
                        GoldenSealTest.class.getResourceAsStream("/golden/seal.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
