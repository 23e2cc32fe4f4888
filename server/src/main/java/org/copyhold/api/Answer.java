package org.copyhold.api;

import org.jspecify.annotations.Nullable;

/**
 * What goes back to a client.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the bytes; empty for none
 * @param error the name of the refusal; absent for success
 */
public record Answer(int status, String contentType, byte[] body, @Nullable String error) {
    public static final String JSON = "application/json";
}
