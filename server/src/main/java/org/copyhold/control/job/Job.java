package org.copyhold.control.job;

/** A job of any kind. */
public interface Job {
    /** An upper-case UUID. */
    String id();
}
