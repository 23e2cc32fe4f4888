package org.copyhold.store.write;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Content of given runs of bytes, with holes between; read a little at a time, as files may be. */
public final class SparseContent implements Content {
    private final TreeMap<Long, byte[]> runs = new TreeMap<>();
    private final int readBytes;
    private int blockBytes;

    /** Runs by where they begin; no two may touch. */
    public SparseContent(Map<Long, byte[]> runs, int readBytes) {
        this.runs.putAll(runs);
        this.readBytes = readBytes;
    }

    /** Content without holes. */
    public static SparseContent of(byte[] bytes) {
        return new SparseContent(bytes.length == 0 ? Map.of() : Map.of(0L, bytes), 1 << 20);
    }

    /** The same, which changes block by block. */
    public SparseContent asBlocks() {
        blockBytes = 512 << 10;
        return this;
    }

    @Override
    public int blockBytes() {
        return blockBytes;
    }

    @Override
    public long nextData(long from) {
        var floor = runs.floorEntry(from);
        if (floor != null && from < floor.getKey() + floor.getValue().length) {
            return from;
        }
        var next = runs.ceilingKey(from);
        return next == null ? -1 : next;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        var run = runs.floorEntry(at);
        if (run == null || at >= run.getKey() + run.getValue().length) {
            return -1;
        }
        int from = (int) (at - run.getKey());
        int count = Math.min(readBytes, Math.min(length, run.getValue().length - from));
        System.arraycopy(run.getValue(), from, into, offset, count);
        return count;
    }

    /** All bytes up to {@code size}, holes as zeros. */
    public byte[] whole(int size) {
        var whole = new byte[size];
        runs.forEach(
                (at, bytes) -> {
                    int count = (int) Math.min(bytes.length, size - at);
                    System.arraycopy(bytes, 0, whole, (int) (long) at, Math.max(0, count));
                });
        return whole;
    }

    @Override
    public String toString() {
        return "runs at " + Arrays.toString(runs.keySet().toArray());
    }
}
