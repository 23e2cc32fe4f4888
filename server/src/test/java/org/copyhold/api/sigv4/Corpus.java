package org.copyhold.api.sigv4;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Requests recorded from four SDKs, with the key they were signed with. */
final class Corpus {
    private Corpus() {}

    record Entry(String client, SignedRequest request, String accessKey, String secretKey) {
        Instant signedAt() {
            return SignatureReader.BASIC.parse(header(request, "x-amz-date"), Instant::from);
        }

        @Override
        public String toString() {
            return client + " " + request.method() + " " + request.rawPath();
        }
    }

    static String header(SignedRequest request, String name) {
        return request.headers().getOrDefault(name, List.of("")).getFirst();
    }

    static List<Entry> read() throws IOException {
        try (var in = Corpus.class.getResourceAsStream("corpus.json")) {
            var all = new ObjectMapper().readTree(in);
            return StreamSupport.stream(all.spliterator(), false).map(Corpus::entry).toList();
        }
    }

    private static Entry entry(JsonNode node) {
        var target = node.get("rawPathAndQuery").asText();
        int mark = target.indexOf('?');
        Map<String, List<String>> headers = new TreeMap<>();
        node.get("headers")
                .properties()
                .forEach(
                        h ->
                                headers.put(
                                        h.getKey().toLowerCase(Locale.ROOT),
                                        List.of(h.getValue().asText())));
        var request =
                new SignedRequest(
                        node.get("method").asText(),
                        mark < 0 ? target : target.substring(0, mark),
                        mark < 0 ? "" : target.substring(mark + 1),
                        headers,
                        node.get("body").asText().getBytes(StandardCharsets.UTF_8));
        return new Entry(
                node.get("client").asText(),
                request,
                node.get("accessKey").asText(),
                node.get("secretKey").asText());
    }
}
