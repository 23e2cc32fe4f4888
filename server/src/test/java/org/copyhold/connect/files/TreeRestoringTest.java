package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.copyhold.connect.files.Tree.b;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Recording;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Stamp;
import org.copyhold.connect.linux.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class TreeRestoringTest {
    private static final String INTO_SHARE = "aws-backup-restore_2026-11-22T11-20-03-123Z-";

    /** user::rwx, group::r-x, other::r-x */
    private static final byte[] ACL =
            HexFormat.of().parseHex("0200000001000700ffffffff04000500ffffffff20000500ffffffff");

    private final TempTrees temp = new TempTrees();
    private final Tree tree = temp.tree("share");
    private final List<String> problems = new ArrayList<>();

    @AfterEach
    void clearUp() {
        temp.close();
    }

    private void report(String path, String what) {
        problems.add(path + " " + what);
    }

    private Recording recorded() {
        return Recording.of(new TreeReading(RawPath.bytes(tree.root()), this::report));
    }

    private Tree restored(Recording recording, String items) {
        return Restores.as(
                temp,
                recording,
                Map.of("newFileSystem", "true", "ItemsToRestore", items),
                this::report);
    }

    private RestoreOrder intoShare() {
        return Restores.order(temp, "job", Map.of("file-system-id", Restores.SHARE_ID));
    }

    private static Recording of(Recording.Entry... entries) {
        return new Recording(List.of(entries));
    }

    private Recording.Entry entry(String path, Kind kind, String target) {
        var stamp = new Stamp(1, 1, 0, new Time(1, 1), new Time(1, 1));
        var mine = tree.stat("");
        var meta = new FileMeta(kind, 0755, mine.uid(), mine.gid(), stamp, b(target), 0, List.of());
        return new Recording.Entry(b(path), meta.encode(), 0, List.of());
    }

    @Test
    void theItemsAskedForComeWithTheFoldersAboveThem() {
        tree.folder("a")
                .file("a/1", "one")
                .folder("a/b")
                .file("a/b/2", "two")
                .file("a/c", "three")
                .file("d", "four");
        tree.date("a", 77, 7);

        var made = restored(recorded(), "[\"/a/b\", \"d\"]");

        assertThat(made.content("a/b/2")).isEqualTo("two");
        assertThat(made.content("d")).isEqualTo("four");
        assertThat(made.has("a/1")).isFalse();
        assertThat(made.has("a/c")).isFalse();
        assertThat(made.stat("a").stamp().modified()).isEqualTo(new Time(77, 7));
        assertThat(problems).isEmpty();
    }

    @Test
    void anItemWhoseNameOnlyBeginsAlikeIsNotRestored() {
        tree.file("a", "one").file("ab", "two").folder("c").file("c/x", "x").file("c.x", "y");

        var made = restored(recorded(), "[\"/a\", \"/c/\"]");

        assertThat(made.has("a")).isTrue();
        assertThat(made.has("ab")).isFalse();
        assertThat(made.has("c/x")).isTrue();
        assertThat(made.has("c.x")).isFalse();
    }

    @Test
    void theWholeTreeCanBeAskedForAsASlash() {
        tree.file("a", "one").file("b", "two");

        var made = restored(recorded(), "[\"/\"]");

        assertThat(TreeCompare.compare(tree.root(), made.root())).isEmpty();
    }

    @Test
    void anItemThatIsNotThereIsToldOf() {
        tree.file("a", "one");

        var _ = restored(recorded(), "[\"/a\", \"/b\"]");

        assertThat(problems).containsExactly("b was asked for, but is not in the recovery point");
    }

    @Test
    void aRestoreThatFindsNothingFails() {
        tree.file("a", "one");

        assertThatThrownBy(() -> restored(recorded(), "[\"/b\", \"/c/d\"]"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("None of the ItemsToRestore");
    }

    @Test
    void aNameWhoseContentAnotherNameHoldsComesWithItsContent() {
        tree.file("a", "content").date("a", 5, 5).folder("b");
        tree.hardLink("b/x", "a").hardLink("b/y", "a").date("b", 6, 6);

        var made = restored(recorded(), "[\"/b\"]");

        assertThat(made.has("a")).isFalse();
        assertThat(made.content("b/x")).isEqualTo("content");
        assertThat(made.stat("b/x").stamp().inode()).isEqualTo(made.stat("b/y").stamp().inode());
        assertThat(made.stat("b/x").stamp().modified()).isEqualTo(new Time(5, 5));
        assertThat(made.stat("b").stamp().modified()).isEqualTo(new Time(6, 6));
        assertThat(problems).isEmpty();
    }

    @Test
    void aRestoreIntoAFileSystemGoesIntoAFolderOfItsOwn() {
        tree.file("a", "one").folder("b");
        var restoring = new FilesConnector().restore(intoShare(), this::report);
        recorded().restore(restoring);

        assertThat(restoring.isNew()).isFalse();
        assertThat(restoring.created().arn()).isEqualTo(Restores.SHARE);
        assertThat(tree.root().toFile().list())
                .hasSize(3)
                .anyMatch(
                        name ->
                                name.startsWith(INTO_SHARE)
                                        && tree.content(name + "/a").equals("one"));
    }

    @Test
    void whatTheFolderAroundBequeathsIsNotPassedOn() {
        tree.file("a", "one").folder("f");
        var recording = recorded();
        tree.mode("", 02755).attributeIfPossible("", "system.posix_acl_default", ACL);

        recording.restore(new FilesConnector().restore(intoShare(), this::report));
        var reference = Restores.asNew(temp, recording, this::report);

        var made = tree.root().resolve(EfsOrder.of(intoShare()).name());
        assertThat(TreeCompare.compare(made, reference.root())).isEmpty();
    }

    @Test
    void aFileSystemThatIsGoneIsNamed() {
        tree.file("a", "x");
        var order = intoShare();
        tree.removeRoot();

        assertThatThrownBy(() -> new FilesConnector().restore(order, this::report))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(tree.root().toString());
    }

    @Test
    void aLinkPlantedInPlaceOfTheRestoredFolderIsNotFollowed() {
        var victim = temp.tree("victim").file("keep", "me");
        tree.file("a", "x");
        var recording = recorded();
        var order = Restores.order(temp, "job", Map.of("newFileSystem", "true"));
        var name = EfsOrder.of(order).name();
        temp.tree("restored").symbolicLink(name, victim.root().toString());

        recording.restore(new FilesConnector().restore(order, this::report));

        assertThat(victim.content("keep")).isEqualTo("me");
        assertThat(victim.has("a")).isFalse();
        assertThat(temp.tree("restored").content(name + "/a")).isEqualTo("x");
    }

    @Test
    void linksLeftInsideByAnEarlierAttemptAreRemovedAndNotFollowed() {
        var victim = temp.tree("victim").folder("f").file("f/keep", "me");
        tree.file("a", "x");
        var order = Restores.order(temp, "job", Map.of("newFileSystem", "true"));
        var name = EfsOrder.of(order).name();
        temp.tree("restored")
                .folder(name)
                .symbolicLink(name + "/f", victim.root().resolve("f").toString());

        recorded().restore(new FilesConnector().restore(order, this::report));

        assertThat(victim.content("f/keep")).isEqualTo("me");
        assertThat(temp.tree("restored").has(name + "/f")).isFalse();
    }

    @Test
    void aRecoveryPointThatWritesThroughItsOwnLinkIsRefusedThat() {
        var victim = temp.tree("victim");
        var recording =
                of(
                        entry("", Kind.FOLDER, ""),
                        entry("link", Kind.SYMBOLIC_LINK, victim.root().toString()),
                        entry("link/planted", Kind.FILE, ""));

        Restores.asNew(temp, recording, this::report);

        assertThat(victim.has("planted")).isFalse();
        assertThat(problems)
                .anyMatch(problem -> problem.startsWith("link/planted could not be made"));
    }

    @Test
    void aRecoveryPointWhosePathsLeadOutIsRefusedThat() {
        var recording =
                of(
                        entry("", Kind.FOLDER, ""),
                        entry("..", Kind.FOLDER, ""),
                        entry("../planted", Kind.FILE, ""),
                        entry("a/../../planted", Kind.FILE, ""));

        Restores.asNew(temp, recording, this::report);

        assertThat(temp.place("restored").resolve("planted")).doesNotExist();
        assertThat(problems).hasSize(3);
    }

    @Test
    void aHardLinkCannotFetchAFileFromOutside() {
        temp.tree("victim").file("secret", "secret");
        var recording =
                of(
                        entry("", Kind.FOLDER, ""),
                        entry("a", Kind.HARD_LINK, "../../victim/secret"),
                        entry("l", Kind.SYMBOLIC_LINK, temp.place("victim").toString()),
                        entry("m", Kind.HARD_LINK, "l/secret"));

        var made = Restores.asNew(temp, recording, this::report);

        assertThat(made.has("a")).isFalse();
        assertThat(made.has("m")).isFalse();
        assertThat(problems)
                .filteredOn(problem -> problem.contains("could not be made"))
                .hasSize(2);
    }

    @Test
    void metadataOfALaterVersionFailsTheRestoreAndSaysSo() {
        var recording = of(new Recording.Entry(b(""), new byte[] {9, 1, 2}, 0, List.of()));

        assertThatThrownBy(() -> Restores.asNew(temp, recording, this::report))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void aLinkWhoseContentIsNowhereIsToldOfAndLeavesNoEmptyFile() {
        var recording = of(entry("", Kind.FOLDER, ""), entry("b", Kind.HARD_LINK, "a"));

        var made = restored(recording, "[\"/b\"]");

        assertThat(made.has("b")).isFalse();
        assertThat(problems)
                .containsExactly("b could not be made: the recovery point lacks its content");
    }
}
