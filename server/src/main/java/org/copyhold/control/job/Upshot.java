package org.copyhold.control.job;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of a parent whose children have all ended.
 *
 * @param children how many children it had
 * @param failures those that came to nothing
 * @param gaps what it left out from the beginning, an excerpt; empty when that was nothing
 */
public record Upshot(int children, List<Failed> failures, String gaps) {
    public Upshot {
        failures = List.copyOf(failures);
    }

    /**
     * A child that came to nothing.
     *
     * @param member what it was to make a recovery point of
     */
    public record Failed(String member, Failure why) {}

    /** Whether all that was asked for is there. */
    public boolean isWhole() {
        return failures.isEmpty() && gaps.isEmpty();
    }

    /** Whether nothing of it is there. */
    public boolean isNothing() {
        return failures.size() == children;
    }

    /** Why it is not whole: the children's own reason when all have the same, else a list. */
    public Failure why() {
        var first = failures.isEmpty() ? null : failures.getFirst().why();
        if (first != null
                && isNothing()
                && failures.stream().allMatch(it -> it.why().equals(first))) {
            return first;
        }
        var category =
                first != null
                                && failures.stream()
                                        .allMatch(it -> it.why().category() == first.category())
                        ? first.category()
                        : MessageCategory.MISCELLANEOUS;
        return new Failure(category, message());
    }

    private String message() {
        var done =
                "%d of %d nested jobs completed.".formatted(children - failures.size(), children);
        return Stream.of(done, Excerpt.of(reasons()), gaps)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Why each child came to nothing, for the parent's log. */
    public List<JobLog.Line> lines(Instant at) {
        return reasons().stream().map(reason -> new JobLog.Line(at, reason)).toList();
    }

    private List<String> reasons() {
        return failures.stream().map(it -> it.member() + ": " + it.why().message()).toList();
    }
}
