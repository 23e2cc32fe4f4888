package org.copyhold.store.record;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;

import java.util.Base64;
import java.util.Map;

/**
 * {@code points/<id>/root}: what a point is, as far as it may be read without a key, and its sealed
 * metadata.
 *
 * @param point UUID of the point
 * @param domain UUID of the dedup domain its pages were sealed in
 * @param top the top page
 * @param topLength bytes of the top page's frame
 * @param height of the top page
 * @param entries how many there are below
 * @param logicalBytes the sum of their sizes
 * @param labels ids, origin, dates
 * @param sealed metadata for a restore; names neither point nor vault, so a copy carries it as it
 *     is
 */
public record RootRecord(
        String point,
        String domain,
        Sid top,
        int topLength,
        int height,
        long entries,
        long logicalBytes,
        Map<String, String> labels,
        byte[] sealed) {
    private static final int MAX_HEIGHT = 8;

    public RootRecord {
        labels = Map.copyOf(labels);
    }

    /** The same content as another point. */
    public RootRecord copiedAs(String newPoint, Map<String, String> newLabels) {
        return new RootRecord(
                newPoint, domain, top, topLength, height, entries, logicalBytes, newLabels, sealed);
    }

    /** The object's bytes. */
    public byte[] encode() {
        var json =
                Json.object()
                        .put("point", point)
                        .put("domain", domain)
                        .put("top", top.hex())
                        .put("topLength", topLength)
                        .put("height", height)
                        .put("entries", entries)
                        .put("logicalBytes", logicalBytes);
        json.set("labels", Json.labels(labels));
        return Json.bytes(json.put("sealed", Base64.getEncoder().encodeToString(sealed)));
    }

    /**
     * Reads a root record.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when the bytes are none
     */
    public static RootRecord parse(String name, byte[] bytes) {
        var json = Json.parse(name, bytes);
        return new RootRecord(
                json.text("point"),
                json.text("domain"),
                sid(name, json.text("top")),
                (int) json.number("topLength", 1, Frame.MAX_BYTES),
                (int) json.number("height", 0, MAX_HEIGHT),
                json.number("entries", 0, Long.MAX_VALUE),
                json.number("logicalBytes", 0, Long.MAX_VALUE),
                json.labels("labels"),
                json.base64("sealed"));
    }

    private static Sid sid(String name, String hex) {
        try {
            return Sid.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw Json.corrupt(name, "\"top\" is no storage id", e);
        }
    }
}
