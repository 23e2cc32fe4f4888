/**
 * Brings waiting events to those who want them: a file, webhooks, EventBridge and SNS.
 *
 * <p>Each sink has a thread and goes through its events in order; it neither holds up another nor
 * the jobs. What an event says is decided in {@code control.event}; nothing here looks into it but
 * to hand it over.
 */
@NullMarked
package org.copyhold.deliver;

import org.jspecify.annotations.NullMarked;
