package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.copyhold.connect.files.Tree.b;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Recording;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.RawPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Trees that are changed while they are read, or cannot be read. */
class TreeReadingTest {
    private final TempTrees temp = new TempTrees();
    private final Tree tree = temp.tree("share");
    private final List<String> problems = new ArrayList<>();

    @AfterEach
    void clearUp() {
        temp.close();
    }

    private TreeReading read() {
        return new TreeReading(
                RawPath.bytes(tree.root()), (path, what) -> problems.add(path + " " + what));
    }

    private static Item at(Reading reading, String path) {
        var item = requireNonNull(reading.next());
        while (!RawPath.printable(item.path()).equals(path)) {
            item = requireNonNull(reading.next());
        }
        return item;
    }

    private static List<String> paths(Recording recording) {
        return recording.entries().stream().map(entry -> RawPath.printable(entry.path())).toList();
    }

    @Test
    void aFolderIsFollowedByAllThatItHolds() {
        tree.folder("a")
                .file("a/z", "")
                .file("a.b", "")
                .file("a!", "")
                .file("a-", "")
                .file("ab", "")
                .file("B", "");

        assertThat(paths(Recording.of(read())))
                .containsExactly(".", "B", "a", "a/z", "a!", "a-", "a.b", "ab");
    }

    @Test
    void aFileThatIsWrittenToIsToldOf() {
        tree.file("file", "before");
        try (var reading = read()) {
            var content = requireNonNull(at(reading, "file").open());
            tree.write("file", 0, b("after!")).date("file", 1, 0);
            content.close();
        }

        assertThat(problems).containsExactly("file changed while it was read");
    }

    @Test
    void aFileThatGrowsIsReadAsLongAsItWas() {
        tree.file("log", "12345");
        try (var reading = read()) {
            var item = at(reading, "log");
            var content = requireNonNull(item.open());
            tree.write("log", 5, b("678"));
            assertThat(content.read(0, new byte[10], 0, 10)).isEqualTo(5);
            assertThat(content.nextData(5)).isEqualTo(-1);
            assertThat(item.size()).isEqualTo(5);
            content.close();
        }

        assertThat(problems).containsExactly("log changed while it was read");
    }

    @Test
    void aFileThatShrinksEndsEarly() {
        tree.file(b("log"), new byte[100_000]);
        try (var reading = read()) {
            var content = requireNonNull(at(reading, "log").open());
            var into = new byte[100_000];
            assertThat(content.read(0, into, 0, 1000)).isEqualTo(1000);
            tree.truncate("log", 2000);
            assertThat(content.read(1000, into, 0, 99_000)).isEqualTo(1000);
            assertThat(content.read(2000, into, 0, 98_000)).isEqualTo(-1);
            assertThat(content.nextData(2000)).isEqualTo(-1);
            content.close();
        }

        assertThat(problems)
                .containsExactly(
                        "log became shorter while it was read: 2000 of 100000 bytes are kept");
    }

    @Test
    void whatVanishesBeforeItIsReachedIsToldOf() {
        tree.file("a", "").file("b", "").folder("c").file("c/d", "");
        Recording recording;
        var reading = read();
        tree.remove("b").remove("c");
        recording = Recording.of(reading);

        assertThat(paths(recording)).containsExactly(".", "a");
        assertThat(problems)
                .containsExactly(
                        "b vanished while the folder was read",
                        "c vanished while the folder was read");
    }

    @Test
    void aFileThatVanishesBeforeItIsOpenedIsToldOf() {
        tree.file("a", "x");
        try (var reading = read()) {
            var item = at(reading, "a");
            tree.remove("a");
            assertThat(item.open()).isNull();
        }

        assertThat(problems).containsExactly("a vanished while the folder was read");
    }

    @Test
    void aFileThatIsReplacedByALinkIsNotFollowed() {
        temp.tree("elsewhere").file("secret", "secret");
        tree.file("a", "x");
        try (var reading = read()) {
            var item = at(reading, "a");
            tree.remove("a")
                    .symbolicLink("a", temp.place("elsewhere").resolve("secret").toString());
            assertThat(item.open()).isNull();
        }

        assertThat(problems).singleElement().asString().startsWith("a is left out");
    }

    @Test
    void aFileThatIsReplacedByAFifoIsNotWaitedFor() {
        tree.file("a", "x");
        try (var reading = read()) {
            var item = at(reading, "a");
            tree.remove("a").special("a", Kind.FIFO, 0);
            assertThat(item.open()).isNull();
        }

        assertThat(problems).containsExactly("a became a fifo while the folder was read");
    }

    @Test
    void aFolderThatIsReplacedByALinkIsReadAsThatLink() {
        temp.tree("elsewhere").file("secret", "secret");
        tree.folder("a").file("a/x", "x");
        var reading = read();
        tree.remove("a").symbolicLink("a", temp.place("elsewhere").toString());

        assertThat(paths(Recording.of(reading))).containsExactly(".", "a");
    }

    @Test
    void theOtherNameOfAFileThatVanishedBringsTheContent() {
        tree.file("a", "content").hardLink("b", "a").hardLink("c", "a");
        try (var reading = read()) {
            var first = at(reading, "a");
            tree.remove("a");
            assertThat(first.open()).isNull();
            var second = at(reading, "b");
            requireNonNull(second.open()).close();
            assertThat(FileMeta.decode(second.metadata()).kind()).isEqualTo(Kind.FILE);
            var third = at(reading, "c");
            requireNonNull(third.open()).close();
            assertThat(FileMeta.decode(third.metadata()).target()).isEqualTo(b("b"));
        }
    }

    @Test
    void aMissingRootIsNamed() {
        tree.removeRoot();

        assertThatThrownBy(this::read)
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(tree.root().toString())
                .hasMessageContaining("Make or mount it");
    }

    @Test
    void aRootThatIsAFileIsRefused() {
        tree.file("file", "x");

        assertThatThrownBy(
                        () ->
                                new TreeReading(
                                        RawPath.bytes(tree.root().resolve("file")), (_, _) -> {}))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("not a folder");
    }

    @Test
    void aRootThatIsRemovedWhileItIsReadFailsTheBackup() {
        tree.file("a", "x").file("b", "x");
        try (var reading = read()) {
            var _ = at(reading, "a");
            tree.removeRoot();

            assertThatThrownBy(() -> at(reading, "b"))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining(tree.root().toString());
        }
    }

    @Test
    void aRootThatIsReplacedWhileItIsReadFailsTheBackup() {
        tree.file("a", "x");
        try (var reading = read()) {
            tree.removeRoot();
            temp.tree("share").file("a", "y");

            assertThatThrownBy(() -> at(reading, "none"))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("was removed or replaced");
        }
    }

    @Test
    void aDeepFolderThatIsMovedAwayFailsTheBackup() {
        var path = new byte[0];
        for (var depth = 0; depth < 150; depth++) {
            path = TreePath.join(path, b("d"));
            tree.folder(path);
        }
        temp.tree("elsewhere");
        try (var reading = read()) {
            var _ = at(reading, RawPath.printable(path));
            // Level 10 is open no more, and the way back to it now leads elsewhere.
            tree.in(
                    b("d/d/d/d/d/d/d/d/d/d/d"),
                    (dir, name) ->
                            temp.tree("elsewhere")
                                    .in(
                                            b("x"),
                                            (to, newName) ->
                                                    Renaming.rename(dir, name, to, newName)));

            assertThatThrownBy(() -> at(reading, "none"))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("was moved while it was read");
        }
    }

    @Test
    void whatMayNotBeReadIsLeftOutAndToldOf() {
        assumeTrue(!temp.isRoot(), "root may read everything");
        tree.file("a", "x").mode("a", 0).folder("b").file("b/x", "x").mode("b", 0).file("c", "x");

        var recording = Recording.of(read());
        tree.mode("b", 0700);

        assertThat(paths(recording)).containsExactly(".", "c");
        assertThat(problems)
                .containsExactly(
                        "a is left out, it cannot be read: permission denied (EACCES)",
                        "b is left out, it cannot be read: permission denied (EACCES)");
    }

    @Test
    void anotherFileSystemIsNotEntered() throws IOException, InterruptedException {
        assumeTrue(temp.isRoot(), "only root may mount");
        tree.folder("mounted").file("z", "x");
        var point = tree.root().resolve("mounted").toString();
        assumeTrue(run("mount", "-t", "tmpfs", "copyhold-test", point), "this root may not mount");
        try {
            tree.file("mounted/inside", "x");

            assertThat(paths(Recording.of(read()))).containsExactly(".", "mounted", "z");
            assertThat(problems).singleElement().asString().startsWith("mounted is kept empty");
        } finally {
            run("umount", point);
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void aChangeOfAnySortIsNoticedWithoutOpening() {
        tree.file("a", "one")
                .file("b", "one")
                .file("c", "one")
                .file("d", "one")
                .file("same", "one");
        var recording = Recording.of(read());
        var later = Instant.parse("2999-01-01T00:00:00Z");
        tree.write("a", 0, b("two")).mode("b", 0711).remove("c").file("c", "one").date("d", 5, 5);

        try (var reading = read()) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                var path = RawPath.printable(item.path());
                assertThat(item.unchangedSince(recording.entry(item.path()).metadata(), later))
                        .as(path)
                        .isEqualTo(path.equals("same"));
            }
        }
    }

    @Test
    void aHardLinkIsNotTakenAsUnchangedWhenItsFirstNameIsAnother() {
        tree.folder("a").file("a/x", "x").hardLink("b", "a/x");
        var before = Recording.of(read()).entry(b("b"));
        tree.in(b("a"), (dir, name) -> Renaming.rename(dir, name, dir, b("aa")));

        try (var reading = read()) {
            var item = at(reading, "b");

            assertThat(
                            item.unchangedSince(
                                    before.metadata(), Instant.parse("2999-01-01T00:00:00Z")))
                    .isFalse();
        }
    }

    @Test
    void whatAnotherVersionRecordedIsNotTakenAsUnchanged() {
        tree.file("a", "x");
        try (var reading = read()) {
            var item = at(reading, "a");

            assertThat(
                            item.unchangedSince(
                                    new byte[] {2, 1, 0}, Instant.parse("2999-01-01T00:00:00Z")))
                    .isFalse();
        }
    }
}
