package org.copyhold.control.access;

import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

/** What a request is about, before anyone knows whether it is there. */
public sealed interface Target {
    /** What policies call it. */
    String resource();

    /** Nothing in particular: lists, jobs, settings. */
    record Anything() implements Target {
        @Override
        public String resource() {
            return "*";
        }
    }

    /** A vault. */
    record OfVault(Arn vault) implements Target {
        @Override
        public String resource() {
            return vault.toString();
        }
    }

    /**
     * A recovery point.
     *
     * @param vault the vault that the request names; null when it names none
     */
    record OfPoint(Arn point, @Nullable Arn vault) implements Target {
        @Override
        public String resource() {
            return point.toString();
        }
    }

    /** Something that no vault holds. */
    record Other(Arn arn) implements Target {
        @Override
        public String resource() {
            return arn.toString();
        }
    }
}
