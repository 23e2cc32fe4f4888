package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.CryptoProvider;
import org.copyhold.store.chunk.Pid;
import org.copyhold.store.chunk.Sid;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class FrameTest {
    private static final int LENGTH_AT = 8;

    private final DedupDomain domain = DedupDomain.of("here", new byte[32]);
    private final Sealer sealer = new Sealer(domain);

    @Test
    void chunksOfAllKindsComeBackAsTheyWere() {
        for (int length : new int[] {0, 1, 31, 4096, 131_072, 1_048_576, 1_048_577, 4 << 20}) {
            for (var plain : new byte[][] {random(length), new byte[length], text(length)}) {
                var frame = seal(plain);
                assertThat(frame.bytes())
                        .hasSizeLessThanOrEqualTo(length + 65)
                        .hasSizeLessThan(Frame.MAX_BYTES);
                assertThat(Opener.open(frame.bytes(), frame.key())).isEqualTo(plain);
            }
        }
    }

    @Test
    void whatCompressesIsCompressedAndWhatDoesNotIsKeptRaw() {
        assertThat(seal(text(1 << 20)).bytes()).hasSizeLessThan(1 << 19);
        assertThat(seal(random(1 << 20)).bytes()).hasSize((1 << 20) + 65);
        assertThat(seal(random(1000)).bytes()).hasSize(1065);
    }

    @Test
    void aGainBelowThreePercentIsLeftAlone() {
        assertThat(Codec.gains(97, 100)).isTrue();
        assertThat(Codec.gains(98, 100)).isFalse();
        assertThat(Codec.gains(1, 1)).isFalse();
        var nearlyNoise = random(100_000);
        System.arraycopy(new byte[2000], 0, nearlyNoise, 5000, 2000);
        assertThat(seal(nearlyNoise).bytes()).hasSize(100_065);
    }

    @Test
    void sealingAgainGivesTheSameFrame() {
        var plain = text(70_000);
        var first = seal(plain);
        var again = seal(plain);
        assertThat(again.sid()).isEqualTo(first.sid()).isEqualTo(Sid.hashOf(first.bytes()));
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.key()).isEqualTo(first.key());
    }

    @Test
    void whatWasJustOpenedIsSealedAgain() {
        var key = new byte[Gcm.KEY_BYTES];
        var other = key.clone();
        other[0] = 1;
        var text = new byte[100];
        var sealed = new byte[text.length + Gcm.TAG_BYTES];
        CryptoProvider.prepare();
        var gcm = new Gcm(CryptoProvider.current());
        gcm.toEncrypt(key, Gcm.ZERO_NONCE);
        gcm.encrypt(text, text.length, sealed, 0);
        gcm.toEncrypt(other, Gcm.ZERO_NONCE);
        gcm.encrypt(text, text.length, new byte[sealed.length], 0);
        gcm.toDecrypt(key, Gcm.ZERO_NONCE);
        assertThat(gcm.decrypt(sealed, 0, sealed.length, text)).isTrue();

        gcm.toEncrypt(key, Gcm.ZERO_NONCE);

        var again = new byte[sealed.length];
        gcm.encrypt(text, text.length, again, 0);
        assertThat(again).isEqualTo(sealed);
    }

    @Test
    void aRangeOfALongerArrayIsSealedAsIfItStoodAlone() {
        var bytes = text(50_000);
        var part = new byte[20_000];
        System.arraycopy(bytes, 100, part, 0, part.length);
        var identity = sealer.identify(bytes, 100, part.length);
        var frame = sealer.seal(identity, bytes, 100, part.length);
        assertThat(frame.sid()).isEqualTo(seal(part).sid());
        var room = new byte[frame.bytes().length + 20];
        System.arraycopy(frame.bytes(), 0, room, 7, frame.bytes().length);
        assertThat(Opener.open(room, 7, frame.bytes().length, frame.key())).isEqualTo(part);
    }

    @Test
    void anotherDomainKnowsNothingOfThisOne() {
        var plain = text(1000);
        var secret = new byte[32];
        secret[31] = 1;
        var there = new Sealer(DedupDomain.of("there", secret)).identify(plain, 0, plain.length);
        var here = sealer.identify(plain, 0, plain.length);
        assertThat(there.pid()).isNotEqualTo(here.pid());
        assertThat(there.key()).isNotEqualTo(here.key());
        assertThat(there.crc32c()).isEqualTo(here.crc32c());
    }

    @Test
    void everyBitOfAPlaintextCountsForItsIds() {
        var plain = random(40_000);
        var seen = new HashSet<Pid>();
        seen.add(sealer.identify(plain, 0, plain.length).pid());
        int bits = 0;
        for (int at : new int[] {0, 1, 16_383, 16_384, 32_767, 32_768, 39_999}) {
            for (int bit = 0; bit < 8; bit++, bits++) {
                plain[at] ^= (byte) (1 << bit);
                seen.add(sealer.identify(plain, 0, plain.length).pid());
                plain[at] ^= (byte) (1 << bit);
            }
        }
        assertThat(seen).hasSize(bits + 1);
    }

    @Test
    void textsOfZerosDifferByTheirLengthAlone() {
        var zeros = new byte[50_000];
        var seen = new HashSet<Pid>();
        int texts = 0;
        for (int length = 0; length < zeros.length; length += 1 + length / 100, texts++) {
            seen.add(sealer.identify(zeros, 0, length).pid());
        }
        assertThat(seen).hasSize(texts);
    }

    @Test
    void everyFlippedBitOfAChunkIsFound() {
        checkEveryFlippedBitIsFound(seal(text(300)));
    }

    @Test
    void everyFlippedBitOfAPageIsFound() {
        checkEveryFlippedBitIsFound(sealer.sealPage(random(76), text(200)));
    }

    @Test
    void everyShorterAndLongerFrameIsRefused() {
        var frame = seal(text(300));
        for (int length = 0; length < frame.bytes().length; length++) {
            int cut = length;
            assertThatThrownBy(() -> Opener.open(frame.bytes(), 0, cut, frame.key()))
                    .isInstanceOf(StoreException.Corrupt.class);
        }
        var longer = java.util.Arrays.copyOf(frame.bytes(), frame.bytes().length + 1);
        assertThatThrownBy(() -> Opener.open(longer, frame.key()))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void theKeyOfAnotherFrameIsToldFromDamage() {
        var frame = seal(text(300));
        var other = seal(text(301));
        assertThatThrownBy(() -> Opener.open(frame.bytes(), other.key()))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("not sealed under the key");
    }

    @Test
    void lengthsOverALimitAreRefusedBeforeAnythingIsAllocated() {
        var page = sealer.sealPage(random(76), text(200)).bytes();
        for (int length : new int[] {(1 << 20) + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            var forged = page.clone();
            ByteBuffer.wrap(forged).putInt(4, length);
            assertThatThrownBy(() -> Opener.publicFace(forged))
                    .isInstanceOf(StoreException.Corrupt.class);
            var wrong = page.clone();
            ByteBuffer.wrap(wrong).putInt(LENGTH_AT, length);
            assertThatThrownBy(() -> Opener.publicFace(wrong))
                    .isInstanceOf(StoreException.Corrupt.class);
        }
        assertThatThrownBy(
                        () -> Opener.open(new byte[Frame.MAX_BYTES + 1], ChunkKey.of(new byte[32])))
                .hasMessageContaining("more than a frame may have");
    }

    @Test
    void whatIsTooLongToBeSealedIsRefused() {
        assertThatThrownBy(() -> sealer.identify(new byte[(4 << 20) + 1], 0, (4 << 20) + 1))
                .hasMessageContaining("4194304");
        assertThatThrownBy(() -> sealer.sealPage(new byte[(1 << 20) + 1], new byte[0]))
                .hasMessageContaining("public face");
        assertThatThrownBy(() -> sealer.sealPage(new byte[0], new byte[(1 << 20) + 1]))
                .hasMessageContaining("sealed face");
    }

    @Test
    void aChunkHasNoPublicFace() {
        assertThatThrownBy(() -> Opener.publicFace(seal(text(10)).bytes()))
                .hasMessageContaining("is a chunk");
    }

    @Test
    void threadsSealSideBySide() throws InterruptedException, ExecutionException {
        var plain = text(300_000);
        var wanted = seal(plain).sid();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var sids = new ArrayList<Future<Sid>>();
            for (int i = 0; i < 64; i++) {
                sids.add(threads.submit(() -> seal(plain).sid()));
            }
            for (var sid : sids) {
                assertThat(sid.get()).isEqualTo(wanted);
            }
        }
    }

    private static void checkEveryFlippedBitIsFound(Frame frame) {
        for (int bit = 0; bit < frame.bytes().length * 8; bit++) {
            var flipped = frame.bytes().clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Sid.hashOf(flipped)).isNotEqualTo(frame.sid());
            assertThatThrownBy(() -> Opener.open(flipped, frame.key()))
                    .as("bit %d", bit)
                    .isInstanceOf(StoreException.Corrupt.class);
        }
    }

    private Frame seal(byte[] plain) {
        return sealer.seal(sealer.identify(plain, 0, plain.length), plain, 0, plain.length);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(int length) {
        var words =
                new String[] {"vault ", "point ", "copy ", "page ", "chunk ", "frame ", "restore "};
        var random = new Random(length);
        var text = new StringBuilder(length + 8);
        while (text.length() < length) {
            text.append(words[random.nextInt(words.length)]);
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }
}
