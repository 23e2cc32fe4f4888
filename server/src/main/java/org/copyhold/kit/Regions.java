package org.copyhold.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Regions this server answers for, and where each keeps its stores.
 *
 * @param roots root of the stores, such as {@code file:/var/copyhold/us-east-1}, by Region name
 * @param coldRoots root of the cold stores of those Regions that have some
 */
public record Regions(Map<String, String> roots, Map<String, String> coldRoots) {
    public Regions {
        roots = Map.copyOf(roots);
        coldRoots = Map.copyOf(coldRoots);
    }

    /** Regions without cold stores. */
    public Regions(Map<String, String> roots) {
        this(roots, Map.of());
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

    /** Where what is cold of an account lies in a Region, if it has a place of its own. */
    public Optional<String> coldStore(String account, String region) {
        return Optional.ofNullable(coldRoots.get(region))
                .map(root -> root + "/" + account + "/main");
    }

    /** Where the stores of an account in a Region lie, or would; the ordinary one first. */
    public List<String> stores(String account, String region) {
        return Stream.concat(Stream.of(store(account, region)), coldStore(account, region).stream())
                .toList();
    }

    /** Whether a store at this location belongs to one of the Regions. */
    public boolean hasStore(String location) {
        return Stream.concat(roots.values().stream(), coldRoots.values().stream())
                .anyMatch(root -> location.startsWith(root + "/"));
    }
}
