package org.copyhold.api.job;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

import java.util.stream.Collectors;

/** AWS describes a job by nearly the same members twice: as a list's row and as an answer. */
public final class Members {
    private Members() {}

    /** Gives a builder the value of each member that {@code from} has by the same name. */
    public static <B extends SdkPojo> B copy(SdkPojo from, B builder) {
        var values =
                from.sdkFields().stream()
                        .filter(field -> field.getValueOrDefault(from) != null)
                        .collect(
                                Collectors.toMap(
                                        SdkField::memberName,
                                        field -> field.getValueOrDefault(from)));
        for (var field : builder.sdkFields()) {
            var value = values.get(field.memberName());
            if (value != null) {
                field.set(builder, value);
            }
        }
        return builder;
    }
}
