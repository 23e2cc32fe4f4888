package org.copyhold.api.wire;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The way the SDK lays its model classes out: a structure has a static {@code builder()}, and its
 * builder sits inside.
 */
final class Models {
    private Models() {}

    /** A new builder of {@code model}. */
    static SdkPojo builder(Class<?> model) {
        try {
            return (SdkPojo) model.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(model + " is not a model class of the AWS SDK", e);
        }
    }

    /** What {@code builder} builds. */
    static Class<?> built(SdkPojo builder) {
        var outer = builder.getClass().getEnclosingClass();
        if (outer == null) {
            throw new IllegalStateException(
                    builder.getClass() + " is not a builder of the AWS SDK");
        }
        return outer;
    }

    /**
     * The failure to know what to do with {@code field}: the API has strings, whole numbers,
     * booleans, times, structures, and lists and maps of them.
     */
    static IllegalStateException unknownType(SdkField<?> field) {
        return new IllegalStateException(
                field.memberName() + " is of the unknown type " + field.marshallingType());
    }
}
