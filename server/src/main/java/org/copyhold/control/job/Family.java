package org.copyhold.control.job;

import java.util.List;
import java.util.stream.Stream;

/**
 * A new job, with those that do its work if it is a parent.
 *
 * @param children empty for a job that is none
 * @param told what the parent's log begins with, a sentence each
 */
public record Family<J extends Job>(J head, List<J> children, List<String> told) {
    public Family {
        children = List.copyOf(children);
        told = List.copyOf(told);
    }

    /** A job without children. */
    public static <J extends Job> Family<J> of(J job) {
        return new Family<>(job, List.of(), List.of());
    }

    /** All of them, the parent first. */
    public List<J> all() {
        return Stream.concat(Stream.of(head), children.stream()).toList();
    }

    /** Those that workers run. */
    public List<J> toRun() {
        return children.isEmpty() ? List.of(head) : children;
    }
}
