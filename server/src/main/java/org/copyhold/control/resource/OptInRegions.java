package org.copyhold.control.resource;

import java.util.Set;

/**
 * Regions that an AWS account has only once it has opted in to them, which is why some types are
 * not copied there.
 */
public final class OptInRegions {
    private static final Set<String> NAMES =
            Set.of(
                    "af-south-1",
                    "ap-east-1",
                    "ap-east-2",
                    "ap-south-2",
                    "ap-southeast-3",
                    "ap-southeast-4",
                    "ap-southeast-5",
                    "ap-southeast-6",
                    "ap-southeast-7",
                    "ca-west-1",
                    "eu-central-2",
                    "eu-south-1",
                    "eu-south-2",
                    "il-central-1",
                    "me-central-1",
                    "me-south-1",
                    "mx-central-1");

    private OptInRegions() {}

    /** Whether a Region is one of them. */
    public static boolean contains(String region) {
        return NAMES.contains(region);
    }
}
