package org.copyhold.connect.tables;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * All of a table but its items, in its JSON form.
 *
 * @param billing DynamoDB's name of how it is billed
 * @param capacity what it is given; null where it is billed by request
 * @param most what it may use at most, where that is limited; null where not
 * @param tableClass DynamoDB's name; null for the standard one
 * @param stream what its stream shows; null without one
 * @param timeToLive the attribute by which items expire; null where none do
 */
record TableSchema(
        int version,
        List<Attribute> attributes,
        List<Key> keys,
        List<Index> localIndexes,
        List<Index> globalIndexes,
        String billing,
        @Nullable Capacity capacity,
        @Nullable Capacity most,
        @Nullable String tableClass,
        @Nullable String stream,
        @Nullable String timeToLive,
        Map<String, String> tags) {
    static final int VERSION = 1;

    private static final JsonInclude.Value PRESENT =
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);

    private static final ObjectMapper JSON =
            JsonMapper.builder().defaultPropertyInclusion(PRESENT).build();

    /**
     * An attribute that is part of a key.
     *
     * @param type S, N or B
     */
    record Attribute(String name, String type) {}

    /**
     * A part of a key.
     *
     * @param type HASH or RANGE
     */
    record Key(String name, String type) {}

    /**
     * An index.
     *
     * @param projection DynamoDB's name of what it holds
     * @param others what it holds beside keys, where that is named
     */
    record Index(
            String name,
            List<Key> keys,
            String projection,
            List<String> others,
            @Nullable Capacity capacity,
            @Nullable Capacity most) {}

    /** Units a second. */
    record Capacity(long read, long write) {}

    List<String> keyNames() {
        return keys.stream().map(Key::name).toList();
    }

    byte[] encode() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A schema can always be written", e);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static TableSchema decode(byte[] bytes) {
        try {
            var node = JSON.readTree(bytes);
            if (node.path("version").asInt() == VERSION && node.has("keys")) {
                return JSON.treeToValue(node, TableSchema.class);
            }
            throw new IllegalArgumentException("metadata that is no table's");
        } catch (IOException e) {
            throw new IllegalArgumentException("metadata that is no table's", e);
        }
    }
}
