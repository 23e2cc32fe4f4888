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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a recovery point keeps of an object beside its bytes (docs/FORMAT.md, §8).
 *
 * @param modified in seconds, which is all that some answers tell
 * @param headers those that S3 keeps for whoever reads it, such as Content-Type
 * @param metadata the user's own
 */
record ObjectMeta(
        String etag,
        long size,
        Instant modified,
        SortedMap<String, String> headers,
        SortedMap<String, String> metadata,
        SortedMap<String, String> tags) {
    private static final int VERSION = 1;
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    ObjectMeta {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /**
     * What an endpoint tells of an object that it gives.
     *
     * @param listed when it was modified, for endpoints that tell that in listings only
     */
    static ObjectMeta of(GetObjectResponse answer, Instant listed, Map<String, String> tags) {
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
                new TreeMap<>(tags));
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

    /** Whether a listing speaks of the same object, written long enough before this moment. */
    boolean isOf(String listedEtag, long listedSize, Instant listedModified, Instant began) {
        return etag.equals(plain(listedEtag))
                && size == listedSize
                && modified.equals(listedModified.truncatedTo(ChronoUnit.SECONDS))
                && modified.isBefore(began.minus(SETTLED));
    }

    byte[] encode() {
        var node = JSON.createObjectNode();
        node.put("version", VERSION).put("etag", etag).put("size", size);
        node.put("modified", modified.toString());
        add(node.putObject("headers"), headers);
        add(node.putObject("metadata"), metadata);
        add(node.putObject("tags"), tags);
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
     * @throws IllegalArgumentException when it is something else
     */
    static ObjectMeta decode(byte[] bytes) {
        try {
            var node = JSON.readTree(bytes);
            if (node.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException("metadata that is no object's");
            }
            return new ObjectMeta(
                    node.path("etag").asText(),
                    node.path("size").asLong(),
                    Instant.parse(node.path("modified").asText()),
                    texts(node.path("headers")),
                    texts(node.path("metadata")),
                    texts(node.path("tags")));
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
