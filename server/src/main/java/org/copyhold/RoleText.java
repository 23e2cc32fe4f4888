package org.copyhold;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

import org.copyhold.Config.Role;
import org.copyhold.control.policy.Policy;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A role in a configuration: its ARN alone, or {@code arn} and {@code policy}. */
final class RoleText extends StdDeserializer<Role> {
    private static final long serialVersionUID = 1;

    RoleText() {
        super(Role.class);
    }

    @Override
    public Role deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return new Role(arn(parser.getText()), null);
        }
        var written = context.readValue(parser, Written.class);
        return new Role(
                arn(Config.required(written.arn(), "roles: a role's arn")), written.policy());
    }

    private static Arn arn(String text) {
        return Arn.parse(text)
                .orElseThrow(
                        () ->
                                new ConfigException(
                                        "roles: \"" + text + "\" is not the ARN of an IAM role."));
    }

    private record Written(@Nullable String arn, @Nullable Policy policy) {}
}
