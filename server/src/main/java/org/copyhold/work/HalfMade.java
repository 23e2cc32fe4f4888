package org.copyhold.work;

/**
 * Trouble that ended a restore in the midst, in a resource that was there before. Its message says
 * what is left of that.
 */
final class HalfMade extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RuntimeException why;

    HalfMade(String left, RuntimeException why) {
        super(left, why);
        this.why = why;
    }

    /** What the trouble was. */
    RuntimeException why() {
        return why;
    }
}
