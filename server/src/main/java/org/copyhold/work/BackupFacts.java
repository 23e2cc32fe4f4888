package org.copyhold.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.store.StoreException;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup seals into its recovery point beside the content.
 *
 * @param began when the backup began, by the machine's own clock, as the times of files are
 * @param restore what a restore of it will be asked for
 */
record BackupFacts(Instant began, Map<String, String> restore) {
    private static final ObjectMapper JSON = new ObjectMapper();

    BackupFacts {
        restore = Map.copyOf(restore);
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(
                    Map.of("began", began.toString(), "restore", new TreeMap<>(restore)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written", e);
        }
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws StoreException.Corrupt when it is something else
     */
    static BackupFacts read(String point, byte[] bytes) {
        try {
            var tree = JSON.readTree(bytes);
            var restore = new TreeMap<String, String>();
            tree.path("restore")
                    .properties()
                    .forEach(e -> restore.put(e.getKey(), e.getValue().asText()));
            return new BackupFacts(Instant.parse(tree.path("began").asText()), restore);
        } catch (IOException | RuntimeException e) {
            throw new StoreException.Corrupt(
                    "The sealed metadata of point " + point + " cannot be read.",
                    "Back the resource up again.",
                    e);
        }
    }
}
