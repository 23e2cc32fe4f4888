package org.copyhold.control.job;

import org.copyhold.kit.Arn;

/**
 * One of the limits that a job keeps to while it runs: only so many jobs are in one lane at once.
 *
 * @param name tells lanes of one kind apart
 */
public record Lane(Kind kind, String name) {
    private static final String BETWEEN = " ";

    /** What is limited, in the order in which a job enters its lanes. */
    public enum Kind {
        /** Backups and copies of one resource. */
        RESOURCE,
        /** Copies into one vault. */
        VAULT,
        /** Copies of one account into one Region. */
        COPIES
    }

    /** The lane of all backups and copies of a resource. */
    public static Lane resource(Arn resource) {
        return new Lane(Kind.RESOURCE, resource.toString());
    }

    /** The lane of all copies into a vault. */
    public static Lane vault(Arn vault) {
        return new Lane(Kind.VAULT, vault.toString());
    }

    /** The lane of all copies that an account makes into a Region. */
    public static Lane copies(String account, String region) {
        return new Lane(Kind.COPIES, account + "/" + region);
    }

    /** Reads what {@link #text} wrote. */
    public static Lane parse(String text) {
        var end = text.indexOf(BETWEEN);
        if (end < 0) {
            throw new IllegalStateException("No lane is called " + text);
        }
        return new Lane(Kind.valueOf(text.substring(0, end)), text.substring(end + 1));
    }

    /** The lane as the queue's table has it. */
    public String text() {
        return kind + BETWEEN + name;
    }
}
