package org.copyhold.kit;

import java.util.Map;
import java.util.Set;

/**
 * The Regions this server answers for, and where each keeps its stores.
 *
 * @param roots root of the stores, such as {@code file:/var/copyhold/us-east-1}, by Region name
 */
public record Regions(Map<String, String> roots) {
    public Regions {
        roots = Map.copyOf(roots);
    }

    /** The names of the Regions. */
    public Set<String> names() {
        return roots.keySet();
    }

    /** Whether this server answers for the Region. */
    public boolean has(String region) {
        return roots.containsKey(region);
    }

    /**
     * Where an account's ordinary store lies in a Region.
     *
     * @throws BackupException when there is no such Region here
     */
    public String store(String account, String region) {
        var root = roots.get(region);
        if (root == null) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.with(
                    "Region "
                            + region
                            + " is not configured on this server; it has "
                            + roots.keySet()
                            + ".");
        }
        return root + "/" + account + "/main";
    }
}
