package org.copyhold.connect.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.HexFormat;

/**
 * What is kept beside a group, in its JSON form.
 *
 * @param items how many it has
 * @param sha256 of its lines, in hexadecimal digits
 */
record GroupMeta(int version, int items, String sha256) {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static GroupMeta of(Group group) {
        return new GroupMeta(VERSION, group.items(), hash(group.lines()));
    }

    /** Whether it is beside these lines. */
    boolean isOf(byte[] lines) {
        return sha256.equals(hash(lines));
    }

    private static String hash(byte[] lines) {
        return HexFormat.of().formatHex(Grouping.sha256().digest(lines));
    }

    byte[] encode() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written", e);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static GroupMeta decode(byte[] bytes) {
        try {
            var node = JSON.readTree(bytes);
            if (node.path("version").asInt() == VERSION && node.has("sha256")) {
                return JSON.treeToValue(node, GroupMeta.class);
            }
            throw new IllegalArgumentException("metadata that is no table's");
        } catch (IOException e) {
            throw new IllegalArgumentException("metadata that is no table's", e);
        }
    }
}
