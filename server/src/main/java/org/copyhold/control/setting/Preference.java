package org.copyhold.control.setting;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import java.util.List;

/** What an account chooses for each resource type in a Region; everything is on until then. */
@SuppressWarnings("ImmutableEnumChecker") // a list that is never changed, though its type says less
public enum Preference {
    /** Whether plans that choose resources by their tags take those of the type. */
    OPT_IN(
            "ResourceTypeOptInPreference",
            List.of(
                    "Aurora",
                    "CloudFormation",
                    "DSQL",
                    "DocumentDB",
                    "DynamoDB",
                    "EBS",
                    "EC2",
                    "EFS",
                    "EKS",
                    "FSx",
                    "Neptune",
                    "RDS",
                    "Redshift",
                    "Redshift Serverless",
                    "S3",
                    "SAP HANA on Amazon EC2",
                    "Storage Gateway",
                    "Timestream",
                    "VirtualMachine")),
    /** Whether recovery points of the type are AWS Backup's own. */
    MANAGEMENT(
            "ResourceTypeManagementPreference",
            List.of("CloudFormation", "DSQL", "DynamoDB", "EFS"));

    private final String wireName;
    private final List<String> types;

    Preference(String wireName, List<String> types) {
        this.wireName = wireName;
        this.types = types;
    }

    /** The resource types that it is for. */
    public List<String> types() {
        return types;
    }

    /**
     * Refuses a resource type that it is not for.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException
     */
    void check(String type) {
        if (!types.contains(type)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid resource type \""
                            + type
                            + "\" for "
                            + wireName
                            + ". Valid resource types: "
                            + types
                            + ".");
        }
    }
}
