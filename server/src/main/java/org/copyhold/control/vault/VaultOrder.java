package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.call.Call;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Caller;
import org.copyhold.sql.MapText;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a new vault is to be.
 *
 * @param caller in whose account and Region it is to be
 * @param encryptionKey the key that clients are to be shown; null for the vault's own
 * @param creatorRequestId what makes a repeated request harmless; null when the caller gave none
 * @param reencrypts whether every copy into it is to be sealed anew
 */
public record VaultOrder(
        Caller caller,
        VaultName name,
        @Nullable EncryptionKeyArn encryptionKey,
        @Nullable String creatorRequestId,
        Tags tags,
        boolean reencrypts) {
    private static final Pattern REQUEST_ID = Pattern.compile("[a-zA-Z0-9\\-_.]{1,50}");

    public VaultOrder {
        if (creatorRequestId != null && !REQUEST_ID.matcher(creatorRequestId).matches()) {
            throw INVALID_PARAMETER_VALUE.with(
                    "CreatorRequestId must have 1 to 50 letters, digits and - _ . characters.");
        }
    }

    /** An order for a vault that takes copies as they are. */
    public VaultOrder(
            Caller caller,
            VaultName name,
            @Nullable EncryptionKeyArn encryptionKey,
            @Nullable String creatorRequestId,
            Tags tags) {
        this(caller, name, encryptionKey, creatorRequestId, tags, false);
    }

    /** The call, when it can be recognised again. */
    Optional<Call> call() {
        var parameters =
                new ArrayList<>(
                        List.of(
                                name.text(),
                                String.valueOf(encryptionKey),
                                MapText.of(tags.byKey())));
        if (reencrypts) {
            parameters.add("reencrypt");
        }
        return Call.of(
                caller,
                "CreateBackupVault",
                new Call.Token("CreatorRequestId", creatorRequestId),
                parameters);
    }
}
