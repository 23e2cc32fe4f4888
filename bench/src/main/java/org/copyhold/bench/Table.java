package org.copyhold.bench;

import java.util.ArrayList;
import java.util.List;

/** The lines of a run, printed as a Markdown table as they come. */
final class Table {
    private static final String LINE = "| %-44s | %14s | %14s | %8s | %10s |%n";

    Table() {
        System.out.printf(LINE, "what", "copyhold", "peer", "ratio", "wanted");
        System.out.printf(LINE, "---", "---:", "---:", "---:", "---:");
    }

    void row(String what, String ours, String peer, String ratio, String wanted) {
        System.out.printf(LINE, what, ours, peer, ratio, wanted);
    }

    static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }
}
