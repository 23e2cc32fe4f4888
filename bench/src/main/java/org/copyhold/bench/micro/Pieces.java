package org.copyhold.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.copyhold.store.seal.DedupDomain;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.Random;

/** What is cut, sealed and packed: a mebibyte, or a small file, of text or of noise. */
@State(Scope.Benchmark)
public class Pieces {
    @Param({"1048576", "4096"})
    public int length;

    @Param({"text", "noise"})
    public String kind = "";

    byte[] bytes = {};
    final DedupDomain domain = DedupDomain.of("bench", new byte[DedupDomain.SECRET_BYTES]);

    @Setup
    public void fill() {
        var random = new Random(1);
        bytes = new byte[length];
        if (kind.equals("noise")) {
            random.nextBytes(bytes);
            return;
        }
        for (int at = 0; at < length; ) {
            var word = ("word" + random.nextInt(1000) + " ").getBytes(US_ASCII);
            int count = Math.min(word.length, length - at);
            System.arraycopy(word, 0, bytes, at, count);
            at += count;
        }
    }
}
