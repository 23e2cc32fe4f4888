package org.copyhold.api.wire;

import software.amazon.awssdk.core.SdkPojo;

import java.util.IdentityHashMap;
import java.util.Map;

/** Members that structures of an answer have beside AWS's model. Not thread-safe while filled. */
public final class Beside {
    private final IdentityHashMap<SdkPojo, Map<String, Object>> members = new IdentityHashMap<>();

    /**
     * Puts members beside those of a structure, which is given back.
     *
     * @param more texts, whole numbers, booleans, times, and lists and maps of them, by their names
     */
    public <S extends SdkPojo> S put(S structure, Map<String, Object> more) {
        members.put(structure, more);
        return structure;
    }

    Map<String, Object> of(SdkPojo structure) {
        return members.getOrDefault(structure, Map.of());
    }
}
