package org.copyhold.store.huge;

import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.seal.FrameType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The packs that chunks and pages of a {@link Manifest} lie in, by number: data first. Footers and
 * frames are made when they are asked for. Thread-safe.
 */
final class ManifestPacks {
    private static final byte[] MAGIC = "CHPACK01".getBytes(StandardCharsets.US_ASCII);

    private final Chunks chunks;
    private final Manifest manifest;

    /** The first page of each pack of pages; ends with the number behind the last. */
    private final int[] firstPages;

    /** Beginnings of the packs' names in order, and whose they are. */
    private final long[] names;

    private final int[] numbers;

    ManifestPacks(Chunks chunks, Manifest manifest) {
        this.chunks = chunks;
        this.manifest = manifest;
        this.firstPages = fill();
        int count = count();
        var byName = new long[count];
        for (int pack = 0; pack < count; pack++) {
            byName[pack] = beginning(footer(pack).packName());
        }
        names = byName.clone();
        Arrays.sort(names);
        numbers = new int[count];
        for (int pack = 0; pack < count; pack++) {
            numbers[Arrays.binarySearch(names, byName[pack])] = pack;
        }
    }

    private int[] fill() {
        var begins = new ArrayList<Integer>();
        long end = Pack.TARGET_BYTES;
        for (int page = 0; page < manifest.pages(); page++) {
            if (end + manifest.length(page) + Footer.ENTRY_BYTES > Pack.TARGET_BYTES) {
                begins.add(page);
                end = 1 << 10;
            }
            end += manifest.length(page) + Footer.ENTRY_BYTES;
        }
        begins.add(manifest.pages());
        return begins.stream().mapToInt(Integer::intValue).toArray();
    }

    private static long beginning(String name) {
        return HexFormat.fromHexDigitsToLong(name, 0, 16);
    }

    int count() {
        return chunks.packs() + firstPages.length - 1;
    }

    /** The pack of a name; -1 when there is none. */
    int number(String name) {
        int at = Arrays.binarySearch(names, beginning(name));
        return at < 0 ? -1 : numbers[at];
    }

    boolean isOfPages(int pack) {
        return pack >= chunks.packs();
    }

    Footer footer(int pack) {
        var entries = new ArrayList<PackEntry>();
        int at = MAGIC.length;
        for (long frame = first(pack); frame < end(pack); frame++) {
            var sid = isOfPages(pack) ? manifest.sid((int) frame) : chunks.sid(frame);
            var type = isOfPages(pack) ? FrameType.PAGE : FrameType.CHUNK;
            int length = isOfPages(pack) ? manifest.length((int) frame) : Chunks.BYTES;
            entries.add(new PackEntry(sid, at, length, type));
            at += length;
        }
        return new Footer(entries);
    }

    private long first(int pack) {
        return isOfPages(pack) ? firstPages[pack - chunks.packs()] : (long) pack * Chunks.A_PACK;
    }

    private long end(int pack) {
        return isOfPages(pack) ? firstPages[pack - chunks.packs() + 1] : chunks.endOf(pack);
    }

    /** Reads a range of a pack, as far as the pack goes. */
    int read(int pack, long at, byte[] into, int offset, int length) {
        var footer = footer(pack);
        int count = Math.clamp(footer.packBytes() - at, 0, length);
        var range = new Range(at, ByteBuffer.wrap(into, offset, count).slice());
        range.take(0, MAGIC);
        long frame = first(pack);
        for (var entry : footer.entries()) {
            if (range.meets(entry.offset(), entry.length())) {
                range.take(entry.offset(), frame(pack, frame));
            }
            frame++;
        }
        range.take(footer.entries().getLast().end(), footer.encode());
        return count;
    }

    private byte[] frame(int pack, long number) {
        return isOfPages(pack) ? manifest.frame((int) number).bytes() : Chunks.bytes(number);
    }

    /** Part of a pack that is being read, front to back. */
    private record Range(long at, ByteBuffer into) {
        boolean meets(long from, long length) {
            return into.hasRemaining() && from < at + into.limit() && from + length > here();
        }

        private long here() {
            return at + into.position();
        }

        void take(long from, byte[] section) {
            if (into.hasRemaining() && from <= here() && here() < from + section.length) {
                int skip = (int) (here() - from);
                into.put(section, skip, Math.min(section.length - skip, into.remaining()));
            }
        }
    }
}
