package org.copyhold.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The events that a server has written to its file, oldest first. */
record Told(List<JsonNode> events) {
    static final Told NOTHING = new Told(List.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> IDS = List.of("copyJobId", "backupJobId", "restoreJobId");

    /** Reads the whole lines of a file; the last one of a killed server may be torn. */
    static Told in(Path file) throws IOException {
        if (!Files.exists(file)) {
            return NOTHING;
        }
        var text = Files.readString(file);
        var events = new ArrayList<JsonNode>();
        for (var line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            events.add(JSON.readTree(line));
        }
        return new Told(events);
    }

    /** The jobs of a kind that were told to have reached a state. */
    Set<String> jobs(String detailType, String state) {
        return events.stream()
                .filter(event -> event.get("detail-type").asText().equals(detailType))
                .filter(event -> event.get("detail").get("state").asText().equals(state))
                .map(Told::job)
                .collect(Collectors.toSet());
    }

    /** What was told of a job. */
    List<String> states(String job) {
        return events.stream()
                .filter(event -> event.get("detail").has("state") && job(event).equals(job))
                .map(event -> event.get("detail").get("state").asText())
                .toList();
    }

    private static String job(JsonNode event) {
        return IDS.stream()
                .filter(event.get("detail")::has)
                .map(id -> event.get("detail").get(id).asText())
                .findFirst()
                .orElse("");
    }
}
