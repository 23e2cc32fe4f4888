package org.copyhold;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

import org.copyhold.control.policy.Policy;
import org.copyhold.control.policy.PolicyReader;
import org.copyhold.kit.BackupException;

import java.io.IOException;

/** A policy in a configuration: written as YAML, or as its JSON in one text. */
final class PolicyText extends StdDeserializer<Policy> {
    private static final long serialVersionUID = 1;

    PolicyText() {
        super(Policy.class);
    }

    @Override
    public Policy deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        var written = context.readTree(parser);
        try {
            return read(written);
        } catch (BackupException e) {
            throw new ConfigException("policy: " + e.message());
        }
    }

    private static Policy read(JsonNode written) {
        return written.isTextual()
                ? PolicyReader.identity(written.textValue())
                : PolicyReader.identity(written);
    }
}
