package org.copyhold.work;

/** A job's row was changed by someone else, such as a user who stops it: it must be read again. */
final class RowChanged extends RuntimeException {
    private static final long serialVersionUID = 1;

    RowChanged(String job) {
        super("The row of job " + job + " was changed meanwhile", null, false, false);
    }

    static void unless(boolean stored, String job) {
        if (!stored) {
            throw new RowChanged(job);
        }
    }
}
