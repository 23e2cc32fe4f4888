package org.copyhold.control.event;

/**
 * An event that a sink has not got yet.
 *
 * @param id its place in the sink's order
 * @param event the event's own id, the same for every sink and every try
 * @param subject what changed: events of one subject go in order
 * @param body what the sink is to be given, as JSON
 */
public record Waiting(long id, String event, String subject, String body) {}
