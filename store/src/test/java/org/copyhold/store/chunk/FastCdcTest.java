package org.copyhold.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

class FastCdcTest {
    private final FastCdc cutter = new FastCdc(random(1, FastCdc.TABLE_BYTES));

    @Test
    void chunksKeepToTheirSizesAndLeaveNothingOut() {
        var bytes = random(2, 40 << 20);
        var sizes = sizes(bytes);
        assertThat(sizes.subList(0, sizes.size() - 1))
                .allSatisfy(
                        size -> assertThat(size).isBetween(FastCdc.MIN_BYTES, FastCdc.MAX_BYTES));
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(bytes.length);
        assertThat(bytes.length / sizes.size()).isBetween(900 << 10, 1400 << 10);
    }

    @Test
    void bytesWithoutAnyCutAreCutAtTheMaximum() {
        assertThat(sizes(new byte[(8 << 20) + 5])).containsExactly(4 << 20, 4 << 20, 5);
    }

    @Test
    void whatIsNotLongerThanTheMinimumIsOneChunk() {
        var bytes = random(3, FastCdc.MIN_BYTES);
        assertThat(cutter.cut(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(cutter.cut(bytes, 7, 7)).isEqualTo(7);
    }

    @Test
    void aCutDependsOnNothingBeforeOrBehindItsChunk() {
        var bytes = random(4, 12 << 20);
        int first = cutter.cut(bytes, 0, bytes.length);
        int second = cutter.cut(bytes, first, bytes.length);
        var alone = new byte[FastCdc.MAX_BYTES];
        System.arraycopy(bytes, first, alone, 0, alone.length);
        assertThat(cutter.cut(alone, 0, alone.length)).isEqualTo(second - first);
    }

    @Test
    void anInsertionMovesOnlyTheCutsNearIt() {
        var before = random(5, 24 << 20);
        var after = new byte[before.length + 100];
        System.arraycopy(before, 0, after, 100, before.length);
        var ends = new HashSet<Integer>();
        for (int at = 0; at < before.length; ends.add(before.length - at)) {
            at = cutter.cut(before, at, before.length);
        }
        int shared = 0;
        for (int at = 0; at < after.length; ) {
            at = cutter.cut(after, at, after.length);
            shared += ends.contains(after.length - at) ? 1 : 0;
        }
        assertThat(shared).isGreaterThanOrEqualTo(ends.size() - 4);
    }

    @Test
    void anotherTableCutsElsewhere() {
        var bytes = random(6, 8 << 20);
        var other = new FastCdc(random(7, FastCdc.TABLE_BYTES));
        assertThat(other.cut(bytes, 0, bytes.length))
                .isNotEqualTo(cutter.cut(bytes, 0, bytes.length));
    }

    @Test
    void aTableOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new FastCdc(new byte[2047]))
                .hasMessageContaining("2048 bytes, not 2047");
    }

    private List<Integer> sizes(byte[] bytes) {
        var sizes = new ArrayList<Integer>();
        for (int at = 0; at < bytes.length; ) {
            int end = cutter.cut(bytes, at, bytes.length);
            sizes.add(end - at);
            at = end;
        }
        return sizes;
    }

    private static byte[] random(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
