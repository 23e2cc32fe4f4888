package org.copyhold.work;

import org.copyhold.control.job.Limits;
import org.copyhold.kit.Regions;

import java.util.Map;

/**
 * What {@link JobHouse}s may differ in.
 *
 * @param hasCold whether the east has a cold store
 * @param hasEast whether there is an east
 */
record HouseRules(Limits limits, boolean hasCold, boolean hasEast) {
    private static final Map<String, String> ROOTS =
            Map.of("us-east-1", "file:/east", "eu-west-1", "file:/west");

    Regions regions() {
        var roots = hasEast ? ROOTS : Map.of("eu-west-1", "file:/west");
        return new Regions(roots, hasCold ? Map.of("us-east-1", "file:/cold") : Map.of());
    }
}
