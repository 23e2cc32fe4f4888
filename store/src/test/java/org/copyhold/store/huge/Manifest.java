package org.copyhold.store.huge;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Sealer;
import org.copyhold.store.tree.PublicFace;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.tree.Tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The pages of two recovery points of a huge resource, of which the second differs from the first
 * in one chunk of every hundredth leaf. Only their ids are kept; a page is sealed anew whenever it
 * is asked for, and comes out the same. Thread-safe.
 */
final class Manifest {
    /** Versions of the resource. */
    static final int VERSIONS = 2;

    private static final int FAN_OUT = 160;
    private static final int CHANGED_EVERY = 100;
    private static final int CHANGED = 7;

    /** What a chunk's record takes in a leaf. */
    private static final int RECORD_BYTES = 60;

    private final Chunks chunks;
    private final Sealer sealer;

    /**
     * Number of the first page of each height, by version; ends with the number behind the last.
     */
    private final int[][] first = new int[VERSIONS][];

    private final int[] widths;
    private final byte[] sids;
    private final int[] lengths;
    private final List<Tree> trees = new ArrayList<>();

    Manifest(Chunks chunks, DedupDomain domain) {
        this.chunks = chunks;
        this.sealer = new Sealer(domain);
        this.widths = widths(chunks.firstVersion());
        int pages = number();
        this.sids = new byte[pages * Sid.BYTES];
        this.lengths = new int[pages];
        for (int page = 0; page < pages; page++) {
            var frame = frame(page);
            frame.sid().put(sids, page * Sid.BYTES);
            lengths[page] = frame.bytes().length;
        }
        for (int version = 0; version < VERSIONS; version++) {
            trees.add(tree(version));
        }
    }

    /** Pages of each height, for so many chunks. */
    private static int[] widths(long chunks) {
        var widths = new ArrayList<Integer>();
        long width = chunks;
        do {
            width = Math.ceilDiv(width, FAN_OUT);
            widths.add(Math.toIntExact(width));
        } while (width > 1);
        return widths.stream().mapToInt(Integer::intValue).toArray();
    }

    private int number() {
        int page = 0;
        for (int version = 0; version < VERSIONS; version++) {
            var begins = new int[widths.length + 1];
            for (int height = 0; height < widths.length; height++) {
                begins[height] = page;
                page += version > 0 && height == 0 ? changedLeaves(widths[0]) : widths[height];
            }
            begins[widths.length] = page;
            first[version] = begins;
        }
        return page;
    }

    /** Leaves in front of the one of this number that the second version changes. */
    private static int changedLeaves(int leaf) {
        return (leaf + CHANGED_EVERY - 1 - CHANGED) / CHANGED_EVERY;
    }

    /** Chunks that only the second version has, when the first has so many. */
    static int changes(long chunks) {
        return changedLeaves(widths(chunks)[0]);
    }

    private static boolean isChanged(int leaf) {
        return leaf % CHANGED_EVERY == CHANGED;
    }

    private int page(int version, int height, int index) {
        if (version == 0 || (height == 0 && !isChanged(index))) {
            return first[0][height] + index;
        }
        return first[version][height] + (height == 0 ? index / CHANGED_EVERY : index);
    }

    /** How many pages the versions have together. */
    int pages() {
        return lengths.length;
    }

    /** Of the pages that a version has and those before it have not. */
    long pageBytes(int version) {
        return Arrays.stream(lengths, first[version][0], first[version][widths.length]).sum();
    }

    /** The leaves of one version. */
    int leaves() {
        return widths[0];
    }

    Sid sid(int page) {
        return Sid.of(sids, page * Sid.BYTES);
    }

    int length(int page) {
        return lengths[page];
    }

    /** A version's content by its top page. */
    Tree tree(int version) {
        if (trees.size() > version) {
            return trees.get(version);
        }
        int height = widths.length - 1;
        var top = frame(page(version, height, 0));
        long bytes = chunks.bytes();
        return new Tree(top.sid(), top.key(), top.bytes().length, height, 1, bytes);
    }

    /** Makes a page; those below it have to be known. */
    Frame frame(int page) {
        int version = page < first[0][widths.length] ? 0 : 1;
        int height = 0;
        while (page >= first[version][height + 1]) {
            height++;
        }
        int index = page - first[version][height];
        if (version > 0 && height == 0) {
            index = index * CHANGED_EVERY + CHANGED;
        }
        var children = height == 0 ? leaf(version, index) : upper(version, height, index);
        var meaning = new byte[RECORD_BYTES * children.size()];
        new Random(page).nextBytes(meaning);
        return sealer.sealPage(new PublicFace(height, children).bytes(), meaning);
    }

    private List<Child> upper(int version, int height, int index) {
        var children = new Child[Math.min(FAN_OUT, widths[height - 1] - index * FAN_OUT)];
        Arrays.setAll(
                children,
                i -> {
                    int child = page(version, height - 1, index * FAN_OUT + i);
                    return new Child(sid(child), lengths[child]);
                });
        return List.of(children);
    }

    private List<Child> leaf(int version, int index) {
        var children = new ArrayList<Child>();
        long begin = (long) index * FAN_OUT;
        long end = Math.min(begin + FAN_OUT, chunks.firstVersion());
        for (long chunk = begin; chunk < end; chunk++) {
            if (version > 0 && chunk == begin) {
                children.add(child(chunks.secondVersion(index / CHANGED_EVERY)));
            } else if (chunks.isUsed(chunk)) {
                children.add(child(chunk));
            }
        }
        return children;
    }

    private Child child(long chunk) {
        return new Child(chunks.sid(chunk), Chunks.BYTES);
    }
}
