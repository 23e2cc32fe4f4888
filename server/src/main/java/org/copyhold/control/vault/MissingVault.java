package org.copyhold.control.vault;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;

/** How a request that names a vault which does not exist is refused. */
public enum MissingVault {
    /** As AWS does: whoever may not see a vault cannot tell whether it is there. */
    ACCESS_DENIED,
    /** As local emulators do. */
    NOT_FOUND;

    /** The refusal. */
    public BackupException refusal(String vaultName) {
        return switch (this) {
            case ACCESS_DENIED ->
                    ErrorCode.ACCESS_DENIED.with("Insufficient privileges to perform this action.");
            case NOT_FOUND ->
                    ErrorCode.RESOURCE_NOT_FOUND.with(
                            "Backup vault " + vaultName + " does not exist.");
        };
    }
}
