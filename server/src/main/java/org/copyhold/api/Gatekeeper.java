package org.copyhold.api;

import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.BackupRequest;

/** Stands before every operation. */
@FunctionalInterface
public interface Gatekeeper {
    /**
     * Lets a request pass that is well-formed, or refuses it.
     *
     * @throws org.copyhold.kit.BackupException AccessDeniedException
     */
    void admit(Caller caller, String operation, BackupRequest in);
}
