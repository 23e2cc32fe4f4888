package org.copyhold.control.copy;

import org.copyhold.control.point.Lifecycle;
import org.jspecify.annotations.Nullable;

import java.util.OptionalInt;

/**
 * What a caller asks of a copy's lifecycle. The source's counts as it is when the copy is made, and
 * all days count from the source's creation.
 */
public sealed interface AskedLifecycle {
    /** Nothing: the source's whole lifecycle applies. */
    AskedLifecycle INHERITED = new Inherited();

    /** The copy's lifecycle, given its source's. */
    Lifecycle over(Lifecycle source);

    /** The same in one line, equal for equal ones. */
    String text();

    /** What is asked for: this lifecycle instead of the source's whole. */
    static AskedLifecycle own(Lifecycle lifecycle) {
        return new Own(lifecycle);
    }

    /** The source's. */
    record Inherited() implements AskedLifecycle {
        @Override
        public Lifecycle over(Lifecycle source) {
            return source;
        }

        @Override
        public String text() {
            return "inherited";
        }
    }

    /** The source's expiry date, but not its cold storage: what a DeleteAfterDays of -1 says. */
    record KeptExpiry(OptionalInt coldAfterDays, @Nullable Boolean optInToArchive)
            implements AskedLifecycle {
        @Override
        public Lifecycle over(Lifecycle source) {
            return new Lifecycle(coldAfterDays, source.deleteAfterDays(), optInToArchive);
        }

        @Override
        public String text() {
            return "keeps the expiry, cold " + coldAfterDays + ", archive " + optInToArchive;
        }
    }

    /** One that replaces the source's whole. */
    record Own(Lifecycle lifecycle) implements AskedLifecycle {
        @Override
        public Lifecycle over(Lifecycle source) {
            return lifecycle;
        }

        @Override
        public String text() {
            return "own " + lifecycle.text();
        }
    }
}
