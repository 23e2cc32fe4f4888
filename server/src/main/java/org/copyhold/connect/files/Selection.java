package org.copyhold.connect.files;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The items that a restore is asked for: files, or folders with all they hold.
 *
 * @param items their paths below the root; empty for everything
 */
record Selection(List<byte[]> items) {
    private static final int MAX_ITEMS = 5;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * Reads ItemsToRestore.
     *
     * @param json a list of one to five paths, which may begin with '/', or null for everything
     * @throws org.copyhold.kit.BackupException when it is something else
     */
    static Selection of(@Nullable String json) {
        if (json == null) {
            return new Selection(List.of());
        }
        var items = new ArrayList<byte[]>();
        for (var item : texts(json)) {
            var path = strip(item).getBytes(StandardCharsets.UTF_8);
            if (path.length == 0) {
                return new Selection(List.of());
            }
            if (!TreePath.isNormal(path)) {
                throw INVALID_PARAMETER_VALUE.with(
                        "ItemsToRestore: \"%s\" must be a path without empty parts, \".\" and \"..\"."
                                .formatted(item));
            }
            items.add(path);
        }
        return new Selection(List.copyOf(items));
    }

    private static List<String> texts(String json) {
        List<String> texts = new ArrayList<>();
        try {
            var list = JSON.readTree(json);
            if (!list.isArray() || list.isEmpty() || list.size() > MAX_ITEMS) {
                throw INVALID_PARAMETER_VALUE.with(
                        "ItemsToRestore must be a JSON list of 1 to %d paths, not %s"
                                .formatted(MAX_ITEMS, json));
            }
            for (var item : list) {
                if (!item.isTextual()) {
                    throw INVALID_PARAMETER_VALUE.with(
                            "ItemsToRestore must hold texts only, not " + item);
                }
                texts.add(item.textValue());
            }
        } catch (JsonProcessingException e) {
            throw INVALID_PARAMETER_VALUE.with(
                    "ItemsToRestore is not valid JSON: %s. It must look like [\"/folder/file\"]."
                            .formatted(e.getOriginalMessage()));
        }
        return texts;
    }

    private static String strip(String item) {
        var from = 0;
        var to = item.length();
        while (from < to && item.charAt(from) == '/') {
            from++;
        }
        while (to > from && item.charAt(to - 1) == '/') {
            to--;
        }
        return item.substring(from, to);
    }

    boolean isEverything() {
        return items.isEmpty();
    }

    /** Whether the item at this path is to be made, for itself or as a folder above one that is. */
    boolean wants(byte[] path) {
        return isEverything()
                || chooses(path)
                || items.stream().anyMatch(item -> TreePath.isAtOrBelow(path, item));
    }

    /**
     * Whether the item at this path was asked for, by its own name or by that of a folder it is in.
     */
    boolean chooses(byte[] path) {
        return isEverything() || items.stream().anyMatch(item -> TreePath.isAtOrBelow(item, path));
    }
}
