package org.copyhold.control.policy;

/** A value that a condition names, ready to be compared with a request's. */
@FunctionalInterface
interface Operand {
    boolean holds(String actual, Keys keys);
}
