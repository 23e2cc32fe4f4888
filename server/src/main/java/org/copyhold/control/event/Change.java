package org.copyhold.control.event;

import java.util.Optional;

/** A change of state, as it is told to others. */
interface Change {
    /** What EventBridge, webhooks and the file hear. */
    Event event();

    /** What a vault's topic may hear; empty when AWS Backup has no notification of this kind. */
    Optional<Notification> notification();
}
