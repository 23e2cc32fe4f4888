package org.copyhold.control.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.copyhold.kit.ErrorCode;

import java.util.List;
import java.util.Set;

/**
 * Reads policy documents, and refuses with InvalidParameterValueException what is malformed or what
 * this server would not follow: the message tells where.
 */
public final class PolicyReader {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final String CURRENT = "2012-10-17";
    private static final Set<String> VERSIONS = Set.of(CURRENT, "2008-10-17");
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final int MAX_DEPTH = 8;

    private PolicyReader() {}

    /** A policy of a user or role, whom it does not name. */
    public static Policy identity(String document) {
        return policy(parse(document), false);
    }

    /** As {@link #identity(String)}, of a document that is parsed already. */
    public static Policy identity(JsonNode document) {
        return policy(document, false);
    }

    /** A policy of a vault, whose statements name principals. */
    public static Policy resource(String document) {
        return policy(parse(document), true);
    }

    private static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw ErrorCode.INVALID_PARAMETER_VALUE.with(
                    "Invalid policy: line %d, column %d: not valid JSON: %s."
                            .formatted(
                                    at == null ? 1 : at.getLineNr(),
                                    at == null ? 1 : at.getColumnNr(),
                                    e.getOriginalMessage()));
        }
    }

    private static Policy policy(JsonNode document, boolean namesPrincipals) {
        var root = new Place("", document == null ? MissingNode.getInstance() : document);
        root.requireObject();
        checkDepth(root, document, 0);
        root.allowOnly(ELEMENTS);
        root.member("Id").ifPresent(Place::text);
        var version = root.member("Version").map(Place::text).orElse("2008-10-17");
        if (!VERSIONS.contains(version)) {
            throw root.member("Version")
                    .orElseThrow()
                    .refusal("the version is " + CURRENT + " or 2008-10-17, not " + version);
        }
        var statements =
                root.member("Statement").orElseThrow(() -> root.refusal("Statement is missing"));
        var reader = new StatementReader(new GlobReader(version.equals(CURRENT)), namesPrincipals);
        return new Policy(List.copyOf(statements.items().stream().map(reader::read).toList()));
    }

    private static void checkDepth(Place root, JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw root.refusal("elements lie too deep in one another");
        }
        node.forEach(inner -> checkDepth(root, inner, depth + 1));
    }
}
