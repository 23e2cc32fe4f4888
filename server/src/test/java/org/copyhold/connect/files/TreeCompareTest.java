package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.connect.files.Tree.b;

import org.copyhold.connect.files.TreeCompare.Difference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.Consumer;

class TreeCompareTest {
    private final TempTrees temp = new TempTrees();
    private final Tree one = fill(temp.tree("one"));
    private final Tree other = fill(temp.tree("other"));

    @AfterEach
    void clearUp() {
        temp.close();
    }

    private static Tree fill(Tree tree) {
        tree.folder("f")
                .file("f/x", "content")
                .file("y", "content")
                .hardLink("z", "y")
                .symbolicLink("l", "f/x");
        return settle(tree);
    }

    private static Tree settle(Tree tree) {
        for (var path : List.of("f/x", "f", "y", "l", "")) {
            if (tree.has(path)) {
                tree.date(path, 1000, 1);
            }
        }
        return tree;
    }

    private List<Difference> differencesAfter(Consumer<Tree> change) {
        change.accept(other);
        settle(one);
        settle(other);
        return TreeCompare.compare(one.root(), other.root());
    }

    @Test
    void equalTreesDoNotDiffer() {
        assertThat(differencesAfter(_ -> {})).isEmpty();
    }

    @Test
    void everyByteCounts() {
        assertThat(differencesAfter(tree -> tree.write("f/x", 6, b("T"))))
                .containsExactly(new Difference("f/x", "content from byte 6 on"));
    }

    @Test
    void aBytePastAHoleCounts() {
        one.file("s", "").truncate("s", 10_000_000).write("s", 9_000_000, b("x")).date("s", 1, 1);

        assertThat(
                        differencesAfter(
                                tree ->
                                        tree.file("s", "")
                                                .truncate("s", 10_000_000)
                                                .write("s", 9_000_000, b("y"))
                                                .date("s", 1, 1)))
                .containsExactly(new Difference("s", "content from byte 9000000 on"));
    }

    @Test
    void aHoleAndZerosAreTheSameContent() {
        one.file("s", "").truncate("s", 300_000).date("s", 1, 1);

        assertThat(differencesAfter(tree -> tree.file(b("s"), new byte[300_000]).date("s", 1, 1)))
                .isEmpty();
    }

    @Test
    void whatIsMissingOnEitherSideIsNamed() {
        assertThat(differencesAfter(tree -> tree.remove("l").file("m", "")))
                .extracting(Difference::path)
                .containsExactly("l", "m");
    }

    @Test
    void modesTimesLinksAndKindsCount() {
        assertThat(
                        differencesAfter(
                                tree ->
                                        tree.mode("y", 0640)
                                                .remove("l")
                                                .symbolicLink("l", "elsewhere")
                                                .remove("f/x")
                                                .folder("f/x")))
                .extracting(Difference::toString)
                .hasSize(3)
                .anyMatch(text -> text.contains("f/x") && text.contains("kind: file and folder"))
                .anyMatch(text -> text.contains("target: f/x and elsewhere"))
                .anyMatch(text -> text.contains("permissions"));
        other.date("y", 1000, 2);
        assertThat(TreeCompare.compare(one.root(), other.root()))
                .contains(new Difference("y", "mtime: 1000.000000001 and 1000.000000002"));
    }

    @Test
    void twoFilesAreNotTwoNamesOfOne() {
        assertThat(differencesAfter(tree -> tree.remove("z").file("z", "content")))
                .contains(new Difference("z", "kind: hard link and file"));
    }
}
