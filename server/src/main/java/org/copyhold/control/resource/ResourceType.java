package org.copyhold.control.resource;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Arn;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The resource types that this server can back up, with the shape of their ARNs. */
public enum ResourceType {
    EFS("EFS", "elasticfilesystem", "file-system/fs-([0-9a-f]{8}|[0-9a-f]{17})");

    private final String wireName;
    private final String service;
    private final Pattern resource;

    ResourceType(String wireName, String service, String resource) {
        this.wireName = wireName;
        this.service = service;
        this.resource = Pattern.compile(resource);
    }

    /** AWS Backup's name of the type. */
    public String wireName() {
        return wireName;
    }

    /** The type of the resource that the ARN names; empty when there is none here. */
    public static Optional<ResourceType> of(Arn arn) {
        return Arrays.stream(values())
                .filter(
                        t ->
                                t.service.equals(arn.service())
                                        && t.resource.matcher(arn.resource()).matches())
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
