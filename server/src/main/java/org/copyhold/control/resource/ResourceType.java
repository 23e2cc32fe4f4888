package org.copyhold.control.resource;

import static org.copyhold.control.resource.Feature.AIR_GAPPED;
import static org.copyhold.control.resource.Feature.ARCHIVE;
import static org.copyhold.control.resource.Feature.COLD_STORAGE;
import static org.copyhold.control.resource.Feature.CONTINUOUS;
import static org.copyhold.control.resource.Feature.CROSS_ACCOUNT;
import static org.copyhold.control.resource.Feature.CROSS_ACCOUNT_BUT_OPT_IN;
import static org.copyhold.control.resource.Feature.CROSS_REGION;
import static org.copyhold.control.resource.Feature.CROSS_REGION_BUT_OPT_IN;
import static org.copyhold.control.resource.Feature.FULL_MANAGEMENT;
import static org.copyhold.control.resource.Feature.INCREMENTAL;
import static org.copyhold.control.resource.Feature.ITEM_RESTORE;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The resource types that AWS Backup knows, and what it can do with each; of types with variants,
 * the first is what the type's name alone means. Those with a shape of ARN can be backed up here.
 */
@SuppressWarnings(
        "ImmutableEnumChecker") // copies of sets and patterns, though their types say less
public enum ResourceType {
    EC2("EC2", "EC2", CROSS_REGION, CROSS_ACCOUNT, INCREMENTAL, AIR_GAPPED),
    EC2_VSS("EC2", "EC2, Windows VSS", CROSS_REGION, CROSS_ACCOUNT, INCREMENTAL),
    EBS(
            "EBS",
            new Shape("ec2", "volume/vol-([0-9a-f]{8}|[0-9a-f]{17})"),
            CROSS_REGION,
            CROSS_ACCOUNT,
            ARCHIVE,
            INCREMENTAL,
            ITEM_RESTORE,
            AIR_GAPPED),
    S3(
            "S3",
            new Shape("s3", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
            CROSS_REGION,
            CROSS_ACCOUNT,
            INCREMENTAL,
            CONTINUOUS,
            FULL_MANAGEMENT,
            ITEM_RESTORE,
            AIR_GAPPED),
    EFS(
            "EFS",
            new Shape("elasticfilesystem", "file-system/fs-([0-9a-f]{8}|[0-9a-f]{17})"),
            CROSS_REGION,
            CROSS_ACCOUNT,
            COLD_STORAGE,
            INCREMENTAL,
            FULL_MANAGEMENT,
            ITEM_RESTORE,
            AIR_GAPPED),
    RDS(
            "RDS",
            new Shape("rds", "db:[a-zA-Z](-?[a-zA-Z0-9]){0,62}"),
            CROSS_REGION,
            CROSS_ACCOUNT,
            INCREMENTAL,
            CONTINUOUS),
    RDS_CLUSTER("RDS", "RDS, Multi-AZ cluster", INCREMENTAL),
    AURORA("Aurora", "Aurora", CROSS_REGION, CROSS_ACCOUNT, CONTINUOUS, AIR_GAPPED),
    DSQL("DSQL", "Aurora DSQL", CROSS_REGION, CROSS_ACCOUNT, FULL_MANAGEMENT),
    DOCUMENT_DB(
            "DocumentDB",
            "DocumentDB",
            CROSS_REGION_BUT_OPT_IN,
            CROSS_ACCOUNT_BUT_OPT_IN,
            AIR_GAPPED),
    NEPTUNE("Neptune", "Neptune", CROSS_REGION, CROSS_ACCOUNT_BUT_OPT_IN, AIR_GAPPED),
    DYNAMO_DB("DynamoDB", "DynamoDB", Shape.TABLE),
    DYNAMO_DB_ADVANCED(
            "DynamoDB",
            "DynamoDB, advanced features",
            Shape.TABLE,
            CROSS_REGION,
            CROSS_ACCOUNT,
            COLD_STORAGE,
            FULL_MANAGEMENT,
            AIR_GAPPED),
    FSX(
            "FSx",
            "FSx for Lustre, for Windows",
            CROSS_REGION_BUT_OPT_IN,
            CROSS_ACCOUNT,
            INCREMENTAL,
            AIR_GAPPED),
    FSX_ONTAP("FSx", "FSx for ONTAP", INCREMENTAL),
    FSX_OPEN_ZFS("FSx", "FSx for OpenZFS", CROSS_REGION_BUT_OPT_IN, CROSS_ACCOUNT, INCREMENTAL),
    STORAGE_GATEWAY(
            "Storage Gateway",
            "Storage Gateway",
            CROSS_REGION,
            CROSS_ACCOUNT,
            INCREMENTAL,
            AIR_GAPPED),
    TIMESTREAM(
            "Timestream",
            "Timestream",
            CROSS_REGION,
            CROSS_ACCOUNT_BUT_OPT_IN,
            COLD_STORAGE,
            INCREMENTAL,
            FULL_MANAGEMENT),
    VIRTUAL_MACHINE(
            "VirtualMachine",
            "Virtual machine",
            CROSS_REGION,
            CROSS_ACCOUNT,
            COLD_STORAGE,
            INCREMENTAL,
            FULL_MANAGEMENT,
            ITEM_RESTORE,
            AIR_GAPPED),
    CLOUD_FORMATION(
            "CloudFormation",
            new Shape("cloudformation", "stack/[a-zA-Z][-a-zA-Z0-9]{0,127}/[-a-zA-Z0-9]{1,128}"),
            CROSS_REGION,
            CROSS_ACCOUNT_BUT_OPT_IN,
            COLD_STORAGE,
            FULL_MANAGEMENT,
            ITEM_RESTORE),
    SAP_HANA(
            "SAP HANA on Amazon EC2", "SAP HANA on EC2", COLD_STORAGE, CONTINUOUS, FULL_MANAGEMENT),
    EKS("EKS", "EKS", CROSS_REGION, CROSS_ACCOUNT, FULL_MANAGEMENT, ITEM_RESTORE, AIR_GAPPED),
    REDSHIFT("Redshift", "Redshift", ITEM_RESTORE),
    REDSHIFT_SERVERLESS("Redshift Serverless", "Redshift Serverless");

    private static final int SNAPSHOT_DIGITS = 17;
    private static final int BACKUP_DIGITS = 8;

    private final String wireName;
    private final String label;
    private final @Nullable Shape shape;
    private final Set<Feature> features;

    ResourceType(String wireName, String label, Feature... features) {
        this.wireName = wireName;
        this.label = label;
        this.shape = null;
        this.features = Set.of(features);
    }

    ResourceType(String wireName, Shape shape, Feature... features) {
        this(wireName, wireName, shape, features);
    }

    ResourceType(String wireName, String label, Shape shape, Feature... features) {
        this.wireName = wireName;
        this.label = label;
        this.shape = shape;
        this.features = Set.of(features);
    }

    /** How ARNs of a type look. */
    private record Shape(String service, Pattern resource) {
        static final Shape TABLE = new Shape("dynamodb", "table/[a-zA-Z0-9_.-]{3,255}");

        Shape(String service, String resource) {
            this(service, Pattern.compile(resource));
        }

        boolean fits(Arn arn) {
            return service.equals(arn.service()) && resource.matcher(arn.resource()).matches();
        }
    }

    /** AWS Backup's name of the type. */
    public String wireName() {
        return wireName;
    }

    /** The type for people, with its variant. */
    public String label() {
        return label;
    }

    /** Whether AWS Backup has a feature for it. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** Whether its recovery points can be copied at all, be it inside an account and Region. */
    public boolean isCopied() {
        return has(CROSS_REGION)
                || has(CROSS_REGION_BUT_OPT_IN)
                || has(CROSS_ACCOUNT)
                || has(CROSS_ACCOUNT_BUT_OPT_IN);
    }

    /** Whether resources of it consist of others, which are backed up one by one. */
    public boolean isComposite() {
        return this == CLOUD_FORMATION;
    }

    /** Whether resources of it are folders of this machine; others are files or devices. */
    public boolean isFolder() {
        return this == EFS;
    }

    /** Whether resources of it are at endpoints. */
    public boolean isRemote() {
        return this == S3 || this == RDS || this == DYNAMO_DB || this == DYNAMO_DB_ADVANCED;
    }

    /** Whether resources of it may be of this machine; a restored database server is at first. */
    public boolean isLocal() {
        return !isRemote() || this == RDS;
    }

    /** Whether resources of it can be backed up here. */
    public boolean isOffered() {
        return shape != null;
    }

    /**
     * A lifecycle as it is for this type: days until cold storage are ignored where there is none,
     * or where it is an archive that the lifecycle does not opt in to.
     */
    public Lifecycle tiered(Lifecycle lifecycle) {
        var mayMove =
                has(COLD_STORAGE)
                        || (has(ARCHIVE) && Boolean.TRUE.equals(lifecycle.optInToArchive()));
        return mayMove ? lifecycle : lifecycle.withoutCold();
    }

    /**
     * What the recovery point of that id, a UUID, is called: where AWS Backup only manages the
     * snapshots of another service, as that service would call it.
     *
     * @param of the resource
     * @param at when it was asked for
     */
    public Arn point(Arn of, String region, String account, String id, Instant at) {
        return switch (this) {
            case EBS ->
                    Arn.of(
                            "ec2",
                            region,
                            "",
                            "snapshot/snap-" + id.replace("-", "").substring(0, SNAPSHOT_DIGITS));
            case DYNAMO_DB ->
                    Arn.of(
                            "dynamodb",
                            region,
                            account,
                            "%s/backup/%014d-%s"
                                    .formatted(
                                            of.resource(),
                                            at.toEpochMilli(),
                                            id.substring(0, BACKUP_DIGITS)));
            case RDS -> Arn.of("rds", region, account, "snapshot:awsbackup:job-" + id);
            default -> Arn.of("backup", region, account, "recovery-point:" + id);
        };
    }

    /** What a copy of that id is called, in the same way. */
    public Arn copy(Arn of, String region, String account, String id, Instant at) {
        return this == RDS
                ? Arn.of("rds", region, account, "snapshot:awsbackup:copyjob-" + id)
                : point(of, region, account, id, at);
    }

    /**
     * The type of a recovery point: of types with variants, that whose recovery points are AWS
     * Backup's own where its ARN is.
     */
    public static Optional<ResourceType> ofPoint(String wireName, Arn point) {
        return named(wireName).map(it -> it.managed(point.service().equals("backup")));
    }

    /** The variant of it whose recovery points are AWS Backup's own, or not, if it has such. */
    public ResourceType managed(boolean isManaged) {
        return Arrays.stream(values())
                .filter(it -> it.wireName.equals(wireName) && it.shape != null)
                .filter(it -> it.has(FULL_MANAGEMENT) == isManaged)
                .findFirst()
                .orElse(this);
    }

    /** Those that can be backed up here. */
    public static List<ResourceType> offered() {
        return Arrays.stream(values()).filter(ResourceType::isOffered).toList();
    }

    /** The type that AWS Backup calls so, or its first variant. */
    public static Optional<ResourceType> named(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    /** The type of the resource that the ARN names; empty when there is none here. */
    public static Optional<ResourceType> of(Arn arn) {
        return Arrays.stream(values())
                .filter(t -> t.shape != null && t.shape.fits(arn))
                .findFirst();
    }

    /**
     * The type of the resource that the ARN names.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when there is none
     *     here
     */
    public static ResourceType require(Arn arn) {
        return of(arn).orElseThrow(
                        () ->
                                INVALID_PARAMETER_VALUE.with(
                                        "Resource "
                                                + arn
                                                + " is of no type that can be backed up here, such"
                                                + " as arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0."));
    }
}
