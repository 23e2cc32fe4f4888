package org.copyhold.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.event.Waiting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

final class FileSinkTest {
    @TempDir Path folder;
    private Path file;
    private FileSink sink;

    @BeforeEach
    void open() {
        file = folder.resolve("deep/events.jsonl");
        sink = new FileSink(file);
    }

    @Test
    void anEventIsALineAndCountsOnceItIsThere() throws Exception {
        var delivered = new ArrayList<Waiting>();
        var events = List.of(event("1"), event("2"));

        sink.deliver(events, delivered::add);

        assertThat(delivered).isEqualTo(events);
        assertThat(Files.readString(file)).isEqualTo(line("1") + "\n" + line("2") + "\n");
    }

    @Test
    void aLineThatACrashToreIsRemovedAndWrittenAgain() throws Exception {
        for (var length = 1; length <= line("2").length(); length++) {
            sink.deliver(List.of(event("1")), _ -> {});
            append(line("2").substring(0, length));

            new FileSink(file).deliver(List.of(event("2")), _ -> {});

            assertThat(Files.readAllLines(file)).containsExactly(line("1"), line("2"));
            Files.delete(file);
        }
    }

    @Test
    void aLastLineOfAnotherWriterIsLeftAndGetsItsEnd() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "notes\nof mine");

        sink.deliver(List.of(event("1")), _ -> {});

        assertThat(Files.readAllLines(file)).containsExactly("notes", "of mine", line("1"));
    }

    @Test
    void aFileThatWasRenamedAwayIsBegunAnew() throws Exception {
        sink.deliver(List.of(event("1")), _ -> {});
        Files.move(file, file.resolveSibling("old"));

        sink.deliver(List.of(event("2")), _ -> {});

        assertThat(Files.readAllLines(file)).containsExactly(line("2"));
        assertThat(Files.readAllLines(file.resolveSibling("old"))).containsExactly(line("1"));
    }

    @Test
    void aFileThatCannotBeWrittenDeliversNothingAndSaysWhich() throws Exception {
        Files.createDirectories(file);
        var delivered = new ArrayList<Waiting>();

        assertThatThrownBy(() -> sink.deliver(List.of(event("1")), delivered::add))
                .isInstanceOf(Undelivered.class)
                .hasMessageContaining(file.toString());

        assertThat(delivered).isEmpty();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static Waiting event(String id) {
        return new Waiting(Long.parseLong(id), id, "job", line(id));
    }

    private static String line(String id) {
        return "{\"version\":\"0\",\"id\":\"" + id + "\",\"detail\":{}}";
    }
}
