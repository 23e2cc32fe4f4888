package org.copyhold.api.wire;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

import java.util.List;

/**
 * An answer as AWS gives it, and members beside it that AWS has not. SDKs pass over those.
 *
 * @param model the answer as AWS gives it
 * @param beside what its structures, or itself, have besides
 */
public record Extended<O extends SdkPojo>(O model, Beside beside) implements SdkPojo {
    @Override
    public List<SdkField<?>> sdkFields() {
        return model.sdkFields();
    }
}
