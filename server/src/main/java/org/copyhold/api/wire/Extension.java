package org.copyhold.api.wire;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

import java.util.List;
import java.util.Map;

/**
 * An answer that AWS has nothing like.
 *
 * @param members texts, numbers, booleans, times, and lists and maps of them, by their names
 */
public record Extension(Map<String, Object> members) implements SdkPojo {
    @Override
    public List<SdkField<?>> sdkFields() {
        return List.of();
    }
}
