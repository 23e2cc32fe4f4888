package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class ResealerTest {
    private static final DedupDomain OURS = domain(1);
    private static final DedupDomain THEIRS = domain(2);
    private static final byte[] TEXT =
            "the same words ".repeat(500).getBytes(StandardCharsets.UTF_8);

    private final Resealer resealer = new Resealer(THEIRS);
    private final Frame chunk = seal(TEXT);

    @Test
    void aChunkOpensUnderItsNewKeyAlone() {
        var anew = reseal(resealer, chunk);

        assertThat(anew.sid()).isNotEqualTo(chunk.sid());
        assertThat(anew.key()).isEqualTo(resealer.key(chunk.key())).isNotEqualTo(chunk.key());
        assertThat(Opener.open(anew.bytes(), anew.key())).isEqualTo(TEXT);
        assertThat(anew.bytes()).hasSameSizeAs(chunk.bytes());
        assertThatThrownBy(() -> Opener.open(anew.bytes(), chunk.key()))
                .isInstanceOf(StoreException.Corrupt.class);
        assertThatThrownBy(() -> Opener.open(chunk.bytes(), anew.key()))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void theSameFrameBecomesTheSame() {
        assertThat(reseal(resealer, chunk).sid())
                .isEqualTo(reseal(new Resealer(THEIRS), chunk).sid());
        assertThat(reseal(resealer, chunk).sid())
                .isNotEqualTo(reseal(new Resealer(domain(3)), chunk).sid())
                .isNotEqualTo(reseal(new Resealer(OURS), chunk).sid());
    }

    @Test
    void aChunkOfItsOwnDomainIsAnotherFrameThanTheNewOne() {
        var own = seal(THEIRS, TEXT);

        assertThat(reseal(resealer, chunk).sid()).isNotEqualTo(own.sid());
    }

    @Test
    void whatDoesNotCompressIsCarriedAsItIs() {
        var noise = new byte[100_000];
        new Random(5).nextBytes(noise);
        var anew = reseal(resealer, seal(noise));

        assertThat(Opener.open(anew.bytes(), anew.key())).isEqualTo(noise);
    }

    @Test
    void everyFlippedBitIsFoundBeforeAnythingIsSealed() {
        var bytes = seal("short".getBytes(StandardCharsets.UTF_8)).bytes();
        var key = seal("short".getBytes(StandardCharsets.UTF_8)).key();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> resealer.chunk(damaged, 0, damaged.length, key))
                    .isInstanceOf(StoreException.Corrupt.class);
        }
    }

    @Test
    void aPageIsNoChunk() {
        var page = new Sealer(OURS).sealPage(new byte[] {1, 2}, new byte[] {3});

        assertThatThrownBy(() -> reseal(resealer, page)).isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void aPageHasTheKeyOfTheOneItStandsForInTheDomain() {
        var page = new Sealer(OURS).sealPage(new byte[] {1, 2}, new byte[] {3});

        var anew = resealer.page(page.key(), new byte[] {4, 5}, new byte[] {6});

        assertThat(anew.key()).isEqualTo(resealer.key(page.key()));
        assertThat(Opener.publicFace(anew.bytes())).containsExactly(4, 5);
        assertThat(Opener.open(anew.bytes(), anew.key())).containsExactly(6);
    }

    private static Frame reseal(Resealer resealer, Frame frame) {
        return resealer.chunk(frame.bytes(), 0, frame.bytes().length, frame.key());
    }

    private static Frame seal(byte[] text) {
        return seal(OURS, text);
    }

    private static Frame seal(DedupDomain domain, byte[] text) {
        var sealer = new Sealer(domain);
        return sealer.seal(sealer.identify(text, 0, text.length), text, 0, text.length);
    }

    private static DedupDomain domain(int seed) {
        var secret = new byte[DedupDomain.SECRET_BYTES];
        new Random(seed).nextBytes(secret);
        return DedupDomain.of("domain-" + seed, secret);
    }
}
