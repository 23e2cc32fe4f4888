package org.copyhold.kit;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}.
 *
 * <p>Region and account may be empty, as in {@code arn:aws:s3:::bucket}.
 */
public record Arn(
        String partition, String service, String region, String account, String resource) {
    private static final Pattern SHAPE =
            Pattern.compile("arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):([0-9]{12}|):(.+)");
    private static final int MAX_LENGTH = 2048;

    /** The ARN that {@code text} writes, or empty when it writes none. */
    public static Optional<Arn> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var m = SHAPE.matcher(text);
        return m.matches()
                ? Optional.of(new Arn(m.group(1), m.group(2), m.group(3), m.group(4), m.group(5)))
                : Optional.empty();
    }

    /**
     * The ARN that a request's member writes.
     *
     * @throws BackupException InvalidParameterValueException when it writes none
     */
    public static Arn require(String member, String text) {
        return parse(text)
                .orElseThrow(
                        () ->
                                ErrorCode.INVALID_PARAMETER_VALUE.with(
                                        member + " is not an ARN: " + text));
    }

    /** An ARN of partition {@code aws}. */
    public static Arn of(String service, String region, String account, String resource) {
        return new Arn("aws", service, region, account, resource);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
