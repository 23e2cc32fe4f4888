package org.copyhold.control.vault;

/** AWS Backup's words about keys that may not be used; clients match on them. */
public final class InaccessibleKey {
    /** Of the vault that something is written into, or restored from. */
    public static final String MESSAGE = "Given key ID is not accessible";

    private InaccessibleKey() {}

    /** Of the vault that a copy is made from. */
    public static String ofSource(Vault vault) {
        return "The source snapshot KMS key [%s] does not exist, is not enabled or you do not have permissions to access it."
                .formatted(vault.encryptionKeyArn());
    }
}
