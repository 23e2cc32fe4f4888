package org.copyhold.cli.demo;

/** Why a type cannot be shown on this machine. */
final class NotHere extends Exception {
    private static final long serialVersionUID = 1L;

    NotHere(String why) {
        super(why);
    }
}
