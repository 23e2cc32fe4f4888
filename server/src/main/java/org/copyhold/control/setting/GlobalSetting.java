package org.copyhold.control.setting;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import java.util.Arrays;

/** What an organisation can switch on; everything is off until then. */
public enum GlobalSetting {
    /** Whether recovery points may be copied from one of its accounts to another. */
    CROSS_ACCOUNT_BACKUP("isCrossAccountBackupEnabled"),
    /** Kept and shown; nothing here asks several people for their approval. */
    MULTI_PARTY_APPROVAL("isMpaEnabled"),
    /** Kept and shown; nothing here is delegated. */
    DELEGATED_ADMINISTRATOR("isDelegatedAdministratorEnabled");

    private final String wireName;

    GlobalSetting(String wireName) {
        this.wireName = wireName;
    }

    /** AWS Backup's name of it. */
    public String wireName() {
        return wireName;
    }

    /**
     * The setting of that name.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when there is none
     */
    public static GlobalSetting require(String wireName) {
        return Arrays.stream(values())
                .filter(setting -> setting.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(
                        () ->
                                INVALID_PARAMETER_VALUE.with(
                                        "Invalid global setting "
                                                + wireName
                                                + ". Valid settings: "
                                                + Arrays.stream(values())
                                                        .map(GlobalSetting::wireName)
                                                        .toList()
                                                + "."));
    }

    /**
     * Whether a value switches this on.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when it is neither
     *     {@code true} nor {@code false}
     */
    public boolean read(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw INVALID_PARAMETER_VALUE.with(
                            "Invalid value \""
                                    + value
                                    + "\" for "
                                    + wireName
                                    + ". Valid values: true, false.");
        };
    }
}
