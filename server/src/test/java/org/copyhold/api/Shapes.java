package org.copyhold.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.api.wire.Members;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

import java.util.Arrays;

/** Compares tables of members with AWS's shapes. */
public final class Shapes {
    private Shapes() {}

    /** Every member of the table must be one of these shapes'. */
    public static void assertKnown(Members<?> members, SdkPojo... shapes) {
        assertThat(Arrays.stream(shapes).flatMap(shape -> shape.sdkFields().stream()))
                .extracting(SdkField::memberName)
                .containsAll(members.names());
    }
}
