package org.copyhold.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.copy.gate.Uncopyable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps {@code docs/RESOURCE-TYPES.md} true; run with {@code -Dupdate} to write it anew. */
class ResourceTypesPageTest {
    private static final Path PAGE = Path.of("../docs/RESOURCE-TYPES.md");

    private static final String TYPES =
            """
            # Resource types

            Written by `ResourceTypesPageTest`; `copyhold resource types` shows the same. What AWS
            Backup can do with each type, and which are backed up here. A type that is copied
            neither to other Regions nor to other accounts is not copied at all, not even from
            vault to vault. A name alone means its first row. Days until cold storage are ignored
            where there is none. Where the published table leaves a doubt,
            [a choice was made](decisions/0012-what-a-copy-is-judged-by.md).

            """;

    private static final String POINTS =
            """

            ## Recovery points that cannot be copied

            StartCopyJob refuses with InvalidRequestException, in this order.

            | A recovery point that | What to do |
            |---|---|
            """;

    @Test
    void thePageOfResourceTypesIsWhatTheServerGoesBy() throws IOException {
        var page = page();
        if (System.getProperty("update") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run this test with -Dupdate to write the page anew")
                .content()
                .isEqualTo(page);
    }

    private static String page() {
        var text = new StringBuilder(TYPES);
        row(text, TypeTable.header());
        text.append("|---".repeat(TypeTable.header().size())).append("|\n");
        TypeTable.rows().forEach(row -> row(text, row));
        text.append(POINTS);
        for (var it : Uncopyable.values()) {
            row(text, List.of(it.because(), it.hint()));
        }
        return text.toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        cells.forEach(cell -> text.append("| ").append(cell).append(cell.isEmpty() ? "" : " "));
        text.append("|\n");
    }
}
