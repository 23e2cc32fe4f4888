package org.copyhold.cli;

import java.util.List;

/**
 * A command for a running server, one line of JSON on its socket.
 *
 * @param folder where the user stands, absolute
 * @param arguments all that was typed
 */
record ControlRequest(String folder, List<String> arguments) {
    ControlRequest {
        arguments = List.copyOf(arguments);
    }
}
