package org.copyhold.control.resource;

/** What can be done with recovery points of a resource type, as AWS Backup's own table has it. */
public enum Feature {
    CROSS_REGION("To Regions"),
    CROSS_ACCOUNT("To accounts"),
    /** Only to Regions that every account has from the beginning. */
    CROSS_REGION_BUT_OPT_IN("To Regions"),
    /** Only within Regions that every account has from the beginning. */
    CROSS_ACCOUNT_BUT_OPT_IN("To accounts"),
    COLD_STORAGE("Cold"),
    /** Cold storage of another kind, which a lifecycle has to opt in to. */
    ARCHIVE("Cold"),
    INCREMENTAL("Incremental"),
    CONTINUOUS("Continuous"),
    FULL_MANAGEMENT("Fully managed"),
    ITEM_RESTORE("Items"),
    AIR_GAPPED("Air-gapped");

    private final String label;

    Feature(String label) {
        this.label = label;
    }

    /** The column that it is shown in. */
    public String label() {
        return label;
    }
}
