package org.copyhold.cli;

import org.jspecify.annotations.Nullable;

/**
 * A line of JSON of a running server's answer: something to print, or the end.
 *
 * @param out text for standard output
 * @param err text for standard error
 * @param exit the exit code, in the last line
 */
record ControlReply(@Nullable String out, @Nullable String err, @Nullable Integer exit) {
    static ControlReply out(String text) {
        return new ControlReply(text, null, null);
    }

    static ControlReply err(String text) {
        return new ControlReply(null, text, null);
    }

    static ControlReply exit(int code) {
        return new ControlReply(null, null, code);
    }
}
