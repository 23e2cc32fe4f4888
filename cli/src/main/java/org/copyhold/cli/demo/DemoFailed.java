package org.copyhold.cli.demo;

/** A step of the demo came to nothing; the message says which and why. */
final class DemoFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoFailed(String message) {
        super(message);
    }
}
