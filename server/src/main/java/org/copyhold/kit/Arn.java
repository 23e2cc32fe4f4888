package org.copyhold.kit;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}.
 *
 * <p>Region and account may be empty, as in {@code arn:aws:s3:::bucket}.
 */
public record Arn(
        String partition, String service, String region, String account, String resource) {
    private static final int PARTS = 6;
    private static final int ACCOUNT_DIGITS = 12;
    private static final int MAX_LENGTH = 2048;

    /** The ARN that {@code text} writes, or empty when it writes none. */
    public static Optional<Arn> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var parts = text.split(":", PARTS);
        return parts.length == PARTS && parts[0].equals("arn")
                ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]))
                        .filter(Arn::isWellFormed)
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

    private boolean isWellFormed() {
        return partition.startsWith("aws")
                && all(partition, c -> isLetter(c) || c == '-')
                && !service.isEmpty()
                && all(service, Arn::isNamePart)
                && all(region, Arn::isNamePart)
                && (account.isEmpty() || account.length() == ACCOUNT_DIGITS)
                && all(account, Arn::isDigit)
                && !resource.isEmpty()
                && all(resource, c -> !Character.isISOControl(c));
    }

    private static boolean isNamePart(int c) {
        return isLetter(c) || isDigit(c) || c == '-';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean all(String part, IntPredicate allowed) {
        for (int i = 0; i < part.length(); i++) {
            if (!allowed.test(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
