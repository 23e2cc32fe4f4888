package org.copyhold.api;

/**
 * What goes back to a client.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the bytes; empty for none
 */
public record Answer(int status, String contentType, byte[] body) {
    public static final String JSON = "application/json";
}
