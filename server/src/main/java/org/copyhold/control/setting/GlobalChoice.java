package org.copyhold.control.setting;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an organisation has switched on and off.
 *
 * @param on every setting
 * @param changedAt when any of them was last told; null when none ever was
 */
public record GlobalChoice(Map<GlobalSetting, Boolean> on, @Nullable Instant changedAt) {
    public GlobalChoice {
        on = Collections.unmodifiableMap(new EnumMap<>(on));
    }
}
