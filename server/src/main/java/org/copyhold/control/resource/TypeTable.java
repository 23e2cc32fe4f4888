package org.copyhold.control.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The resource types and their features as a table of texts, for people. */
public final class TypeTable {
    private static final List<String> FEATURES =
            Arrays.stream(Feature.values()).map(Feature::label).distinct().toList();

    private TypeTable() {}

    /** The names of the columns. */
    public static List<String> header() {
        var header = new ArrayList<>(List.of("Resource", "ResourceType", "Here"));
        header.addAll(FEATURES);
        return header;
    }

    /** A row a type. */
    public static List<List<String>> rows() {
        return Arrays.stream(ResourceType.values()).map(TypeTable::row).toList();
    }

    private static List<String> row(ResourceType type) {
        var row = new ArrayList<>(List.of(type.label(), type.wireName(), yes(type.isOffered())));
        FEATURES.forEach(label -> row.add(cell(type, label)));
        return row;
    }

    private static String cell(ResourceType type, String label) {
        return Arrays.stream(Feature.values())
                .filter(feature -> feature.label().equals(label) && type.has(feature))
                .map(
                        feature ->
                                switch (feature) {
                                    case CROSS_REGION_BUT_OPT_IN, CROSS_ACCOUNT_BUT_OPT_IN ->
                                            "not opt-in Regions";
                                    case ARCHIVE -> "as an archive";
                                    default -> "yes";
                                })
                .findFirst()
                .orElse("");
    }

    private static String yes(boolean is) {
        return is ? "yes" : "";
    }
}
