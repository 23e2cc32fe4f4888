package org.copyhold.control.policy;

/** What a policy says about a request. */
public enum Verdict {
    /** A statement denies it, whatever any other policy says. */
    DENIED,
    /** A statement allows it. */
    ALLOWED,
    /**
     * A statement allows it to the whole account, which then has to allow it to the user: counts as
     * {@link #ALLOWED} only for who comes from outside, or is the account's root.
     */
    DELEGATED,
    /** No statement covers it. */
    SILENT
}
