package org.copyhold.store.index;

import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Sealer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Frames for tests: the same seed gives the same frames. */
final class Frames {
    private static final Sealer SEALER = new Sealer(DedupDomain.of("tests", new byte[32]));

    private Frames() {}

    static List<Frame> random(long seed, int count, int bytes) {
        var random = new Random(seed);
        return Stream.generate(() -> chunk(random, bytes)).limit(count).toList();
    }

    static Frame page(String publicFace) {
        return SEALER.sealPage(publicFace.getBytes(StandardCharsets.UTF_8), new byte[10]);
    }

    private static Frame chunk(Random random, int bytes) {
        var plain = new byte[bytes];
        random.nextBytes(plain);
        return SEALER.seal(SEALER.identify(plain, 0, bytes), plain, 0, bytes);
    }
}
