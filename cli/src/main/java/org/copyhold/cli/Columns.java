package org.copyhold.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of texts under each other, each column as wide as its widest. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    static void print(List<List<String>> rows, PrintWriter out) {
        var widths =
                IntStream.range(0, rows.getFirst().size())
                        .map(
                                c ->
                                        rows.stream()
                                                .mapToInt(row -> row.get(c).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var c = 0; c < widths.length; c++) {
                line.append(row.get(c)).repeat(' ', widths[c] - row.get(c).length()).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
