package org.copyhold.api.access;

import org.copyhold.api.Gatekeeper;
import org.copyhold.control.access.Authorisation;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.BackupRequest;

/** Lets requests pass that policies allow. */
public final class PolicyGate implements Gatekeeper {
    private final Authorisation authorisation;

    public PolicyGate(Authorisation authorisation) {
        this.authorisation = authorisation;
    }

    @Override
    public void admit(Caller caller, String operation, BackupRequest in) {
        authorisation.require(caller, new Request(caller, operation, in).deed());
    }
}
