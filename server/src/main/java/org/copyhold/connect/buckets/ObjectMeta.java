package org.copyhold.connect.buckets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.s3.model.GetObjectResponse;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a recovery point keeps of an object beside its bytes (docs/FORMAT.md, §8).
 *
 * @param modified in seconds, which is all that some answers tell
 * @param headers those that S3 keeps for whoever reads it, such as Content-Type
 * @param metadata the user's own
 * @param extras what was asked for beside it
 */
record ObjectMeta(
        String etag,
        long size,
        Instant modified,
        SortedMap<String, String> headers,
        SortedMap<String, String> metadata,
        Extras extras) {
    private static final int VERSION = 1;
    private static final int VERSION_WITH_EXTRAS = 2;
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    ObjectMeta {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /**
     * What is kept of some objects only.
     *
     * @param version null where no versions are kept
     * @param tags null when they were not to be kept
     * @param accessList null when it was not to be kept
     */
    record Extras(
            @Nullable String version,
            @Nullable SortedMap<String, String> tags,
            @Nullable AccessList accessList) {
        Extras {
            if (tags != null) {
                tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
            }
        }

        private boolean isOf(Listed listed, Kept kept) {
            return Objects.equals(version, listed.version())
                    && (tags != null) == kept.tags()
                    && (accessList != null) == kept.accessLists();
        }
    }

    /**
     * What an endpoint tells of an object that it gives.
     *
     * @param listed when it was modified, for endpoints that tell that in listings only
     */
    static ObjectMeta of(GetObjectResponse answer, Instant listed, Extras extras) {
        var modified = answer.lastModified() == null ? listed : answer.lastModified();
        var headers = new TreeMap<String, String>();
        put(headers, "Content-Type", answer.contentType());
        put(headers, "Content-Encoding", answer.contentEncoding());
        put(headers, "Content-Language", answer.contentLanguage());
        put(headers, "Content-Disposition", answer.contentDisposition());
        put(headers, "Cache-Control", answer.cacheControl());
        put(headers, "Website-Redirect-Location", answer.websiteRedirectLocation());
        return new ObjectMeta(
                plain(answer.eTag()),
                answer.contentLength(),
                modified.truncatedTo(ChronoUnit.SECONDS),
                headers,
                new TreeMap<>(answer.metadata()),
                extras);
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            headers.put(name, value);
        }
    }

    /** An ETag without the quotes that some answers have it in. */
    static String plain(String etag) {
        return etag.replace("\"", "");
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The tags, none where they were not kept. */
    SortedMap<String, String> tags() {
        var tags = extras.tags();
        return tags == null ? Collections.emptySortedMap() : tags;
    }

    /** Whether a listing speaks of the same object, written long enough before this moment. */
    boolean isOf(Listed listed, Kept kept, Instant began) {
        return etag.equals(listed.etag())
                && size == listed.size()
                && modified.equals(listed.modified().truncatedTo(ChronoUnit.SECONDS))
                && modified.isBefore(began.minus(SETTLED))
                && extras.isOf(listed, kept);
    }

    byte[] encode() {
        var node = JSON.createObjectNode();
        var isPlain = extras.version() == null && extras.accessList() == null;
        node.put("version", isPlain ? VERSION : VERSION_WITH_EXTRAS);
        node.put("etag", etag).put("size", size).put("modified", modified.toString());
        add(node.putObject("headers"), headers);
        add(node.putObject("metadata"), metadata);
        if (extras.tags() != null) {
            add(node.putObject("tags"), extras.tags());
        }
        if (extras.version() != null) {
            node.put("id", extras.version());
        }
        if (extras.accessList() != null) {
            extras.accessList().write(node.putArray("acl"));
        }
        return bytes(node);
    }

    /** What is kept of a delete marker. */
    static byte[] deleteMarker(Listed listed) {
        return bytes(
                JSON.createObjectNode()
                        .put("version", VERSION_WITH_EXTRAS)
                        .put("deleted", listed.modified().toString())
                        .put("id", listed.version()));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written", e);
        }
    }

    private static void add(ObjectNode node, Map<String, String> values) {
        values.forEach(node::put);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @return null for a delete marker
     * @throws IllegalArgumentException when it is something else
     */
    static @Nullable ObjectMeta decode(byte[] bytes) {
        try {
            var node = JSON.readTree(bytes);
            var version = node.path("version").asInt();
            if (version != VERSION && version != VERSION_WITH_EXTRAS) {
                throw new IllegalArgumentException("metadata that is no object's");
            }
            if (node.has("deleted")) {
                return null;
            }
            var id = node.get("id");
            var acl = node.get("acl");
            return new ObjectMeta(
                    node.path("etag").asText(),
                    node.path("size").asLong(),
                    Instant.parse(node.path("modified").asText()),
                    texts(node.path("headers")),
                    texts(node.path("metadata")),
                    new Extras(
                            id == null ? null : id.asText(),
                            node.has("tags") ? texts(node.path("tags")) : null,
                            acl == null ? null : AccessList.read(acl)));
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("metadata that is no object's", e);
        }
    }

    private static SortedMap<String, String> texts(JsonNode node) {
        var texts = new TreeMap<String, String>();
        node.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
        return texts;
    }
}
