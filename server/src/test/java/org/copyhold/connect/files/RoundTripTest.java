package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.connect.files.Tree.b;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.copyhold.connect.Recording;
import org.copyhold.connect.linux.Kind;
import org.copyhold.connect.linux.RawPath;
import org.copyhold.connect.linux.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Whatever a folder tree can hold comes back as it was. */
class RoundTripTest {
    private static final String ACL = "system.posix_acl_access";
    private static final String DEFAULT_ACL = "system.posix_acl_default";

    /** user::rw-, user:1234:r--, group::r--, mask::r--, other::--- */
    private static final byte[] ACL_VALUE =
            HexFormat.of()
                    .parseHex(
                            "0200000001000600ffffffff02000400d204000004000400ffffffff10000400ffffffff20000000ffffffff");

    private final TempTrees temp = new TempTrees();
    private final Tree tree = temp.tree("share");
    private final List<String> problems = new ArrayList<>();

    @AfterEach
    void clearUp() {
        temp.close();
    }

    private Tree restored() {
        var reading = new TreeReading(RawPath.bytes(tree.root()), this::report);
        var made = Restores.asNew(temp, Recording.of(reading), this::report);
        assertThat(TreeCompare.compare(tree.root(), made.root())).isEmpty();
        return made;
    }

    private void report(String path, String what) {
        problems.add(path + " " + what);
    }

    @Test
    void anEmptyFolderIsATreeToo() {
        restored();

        assertThat(problems).isEmpty();
    }

    @Test
    void filesOfAllSizes() {
        var seed = 4711;
        var random = new Random(seed);
        for (var size :
                new int[] {0, 1, 511, 512, 513, 4096, 65_536, 1 << 20, (1 << 20) + 1, 5_000_000}) {
            var content = new byte[size];
            random.nextBytes(content);
            tree.file(b("file-" + size), content);
        }

        restored();

        assertThat(problems).isEmpty();
    }

    @Test
    void foldersInFoldersAndEmptyOnes() {
        tree.folder("a").folder("a/b").folder("a/b/c").folder("empty").file("a/b/file", "x");

        var made = restored();

        assertThat(made.stat("empty").kind()).isEqualTo(Kind.FOLDER);
        assertThat(made.content("a/b/file")).isEqualTo("x");
    }

    @Test
    void namesThatAreNotTextKeepTheirBytes() {
        tree.file(new byte[] {(byte) 0xFF, (byte) 0xFE, 'x'}, b("one"))
                .folder(new byte[] {(byte) 0xC3})
                .file(new byte[] {(byte) 0xC3, '/', (byte) 0x80}, b("two"))
                .file("line\nfeed", "three")
                .file("tab\tand \"quotes\" \\ and *", "four")
                .file(" ", "five")
                .file("-rf", "six")
                .file("grün-✓", "seven")
                .symbolicLink(new byte[] {(byte) 0x80}, new byte[] {(byte) 0xFF, '/', (byte) 0xFE});

        restored();

        assertThat(problems).isEmpty();
    }

    @Test
    void namesAsLongAsTheyMayBe() {
        tree.file("n".repeat(255), "long")
                .folder("f".repeat(255))
                .file("f".repeat(255) + "/" + "m".repeat(255), "too");

        restored();
    }

    @Test
    void permissionsWithSetuidSetgidAndSticky() {
        tree.file("program", "x").mode("program", 06755);
        tree.file("secret", "x").mode("secret", 0400);
        tree.file("nothing", "x").mode("nothing", temp.isRoot() ? 0 : 0400);
        tree.folder("shared").mode("shared", 03777);
        tree.folder("closed").file("closed/x", "x").mode("closed", 0500);

        var made = restored();

        assertThat(made.stat("program").mode()).isEqualTo(06755);
        assertThat(made.stat("shared").mode()).isEqualTo(03777);
        assertThat(problems).isEmpty();
    }

    @Test
    void ownersAndGroups() {
        assumeTrue(temp.isRoot(), "only root can give files to others");
        tree.file("theirs", "x").owner("theirs", 12_345, 54_321).mode("theirs", 06755);
        tree.folder("folder").owner("folder", 1, 2).symbolicLink("link", "x").owner("link", 3, 4);
        tree.file("highest", "x").owner("highest", 0xFFFF_FFFE, 0xFFFF_FFFE);

        var made = restored();

        assertThat(made.stat("theirs").uid()).isEqualTo(12_345);
        assertThat(made.stat("theirs").mode()).isEqualTo(06755);
        assertThat(problems).isEmpty();
    }

    @Test
    void timesToTheNanosecond() {
        tree.folder("folder").file("folder/file", "x").symbolicLink("link", "nowhere");
        tree.date("folder/file", 1_234_567_890, 123_456_789)
                .date("link", 1, 1)
                .date("folder", 0, 999_999_999);
        tree.file("ancient", "x").date("ancient", -86_400, 5);
        tree.date("", 42, 42);

        var made = restored();

        assertThat(made.stat("folder/file").stamp().modified())
                .isEqualTo(new Time(1_234_567_890, 123_456_789));
        assertThat(made.stat("link").stamp().modified()).isEqualTo(new Time(1, 1));
        assertThat(made.stat("").stamp().modified()).isEqualTo(new Time(42, 42));
    }

    @Test
    void extendedAttributes() {
        assumeAttributes();
        tree.file("file", "x")
                .attribute("file", "user.note", b("hello"))
                .attribute("file", "user.empty", new byte[0]);
        tree.folder("folder").attribute("folder", "user.bytes", new byte[] {0, 1, (byte) 0xFF});
        tree.attribute("", "user.root", b("yes"));

        restored();

        assertThat(problems).isEmpty();
    }

    @Test
    void attributesThatOnlyRootSees() {
        assumeTrue(temp.isRoot(), "only root may set trusted attributes");
        assumeAttributes();
        tree.file("file", "x").attribute("file", "trusted.note", b("hello"));
        tree.symbolicLink("link", "x").attribute("link", "trusted.note", b("of the link"));
        tree.special("fifo", Kind.FIFO, 0).attribute("fifo", "trusted.note", b("of the fifo"));

        restored();

        assertThat(problems).isEmpty();
    }

    @Test
    void capabilitiesSurviveTheChangeOfOwner() {
        assumeTrue(temp.isRoot(), "only root may set capabilities");
        assumeAttributes();
        var capability = HexFormat.of().parseHex("0100000200040000000000000000000000000000");
        tree.file("ping", "x")
                .owner("ping", 7, 7)
                .attribute("ping", "security.capability", capability);

        restored();

        assertThat(problems).isEmpty();
    }

    @Test
    void posixAcls() {
        assumeAcls();
        tree.file("file", "x").attribute("file", ACL, ACL_VALUE);
        tree.folder("folder").attribute("folder", DEFAULT_ACL, ACL_VALUE).file("folder/heir", "x");

        restored();

        assertThat(problems).isEmpty();
    }

    private void assumeAttributes() {
        assumeTrue(
                canSet("user.copyhold", b("x")),
                "the temporary folder's file system has extended attributes");
    }

    private void assumeAcls() {
        assumeTrue(canSet(ACL, ACL_VALUE), "the temporary folder's file system has POSIX ACLs");
    }

    private boolean canSet(String attribute, byte[] value) {
        var probe = temp.tree("probe").file("file", "x");
        try {
            probe.attribute("file", attribute, value);
            return true;
        } catch (IllegalStateException e) {
            return false; // which the assumption then names
        }
    }

    @Test
    void sparseFilesStaySparse() {
        var size = 64L << 20;
        tree.file("hole", "").truncate("hole", size);
        tree.file("middle", "")
                .truncate("middle", size)
                .write("middle", 32L << 20, b("in the middle"));
        tree.file("end", "begin").write("end", size, b("end"));
        tree.file("tail", "begin").truncate("tail", size);
        assumeTrue(
                tree.stat("hole").blocks() == 0,
                "the temporary folder's file system has sparse files");

        var made = restored();

        for (var name : List.of("hole", "middle", "end", "tail")) {
            assertThat(made.stat(name).blocks())
                    .as(name)
                    .isLessThanOrEqualTo(tree.stat(name).blocks() + 16);
        }
    }

    @Test
    void namesOfOneFileStayNamesOfOneFile() {
        tree.file("first", "x")
                .folder("a")
                .hardLink("a/second", "first")
                .hardLink("third", "first");
        tree.file("single", "x");

        var made = restored();

        var inodes =
                List.of("first", "a/second", "third").stream()
                        .map(name -> made.stat(name).stamp().inode());
        assertThat(inodes.distinct()).hasSize(1);
        assertThat(made.stat("first").links()).isEqualTo(3);
    }

    @Test
    void linksLeadWhereTheyLedAndAreNeverFollowed() {
        tree.symbolicLink("dangling", "nowhere/at/all")
                .symbolicLink("absolute", "/etc/passwd")
                .symbolicLink("self", "self")
                .symbolicLink("up", "../../..")
                .symbolicLink("long", "x".repeat(4000));

        var made = restored();

        assertThat(made.stat("absolute").kind()).isEqualTo(Kind.SYMBOLIC_LINK);
    }

    @Test
    void fifosAndSocketsAreMadeAgainAndNeverOpened() {
        tree.special("fifo", Kind.FIFO, 0).mode("fifo", 0622).special("socket", Kind.SOCKET, 0);

        var made = restored();

        assertThat(made.stat("fifo").kind()).isEqualTo(Kind.FIFO);
        assertThat(made.stat("socket").kind()).isEqualTo(Kind.SOCKET);
        assertThat(problems).isEmpty();
    }

    @Test
    void devicesAreMadeAgain() {
        assumeTrue(temp.isRoot(), "only root may make devices");
        try {
            tree.special("null", Kind.CHARACTER_DEVICE, 1L << 32 | 3);
        } catch (IllegalStateException e) {
            assumeTrue(false, "this root may not make devices: " + e.getMessage());
        }
        tree.special("disk", Kind.BLOCK_DEVICE, 259L << 32 | 70_000);

        var made = restored();

        assertThat(made.stat("null").rdev()).isEqualTo(1L << 32 | 3);
        assertThat(made.stat("disk").rdev()).isEqualTo(259L << 32 | 70_000);
    }

    @Test
    void deeperThanAnyPathMayBeLong() {
        var path = new byte[0];
        var name = b("folder-".repeat(8));
        for (var depth = 0; depth < 300; depth++) {
            path = TreePath.join(path, name);
            tree.folder(path);
        }
        tree.file(TreePath.join(path, b("bottom")), b("found"));

        var made = restored();

        var found = Arrays.copyOf(path, path.length);
        made.in(
                TreePath.join(found, b("bottom")),
                (dir, bottom) -> assertThat(temp.reads.statAt(dir, bottom).size()).isEqualTo(5));
        assertThat(problems).isEmpty();
    }

    @Test
    void manyFilesInOneFolder() {
        for (var i = 0; i < 1_000; i++) {
            tree.file("file-" + i, "content " + i);
        }

        restored();

        assertThat(problems).isEmpty();
    }

    @Test
    void aServerThatIsNotRootSaysOnceWhatItCannotGive() {
        assumeTrue(!temp.isRoot(), "root can give files to anybody");
        var metas = List.of(b("one"), b("two"));
        tree.file("one", "x").file("two", "x").mode("one", 04755);
        var recording = Recording.of(new TreeReading(RawPath.bytes(tree.root()), this::report));
        var theirs =
                new Recording(
                        recording.entries().stream()
                                .map(
                                        entry ->
                                                metas.stream()
                                                                .anyMatch(
                                                                        path ->
                                                                                Arrays.equals(
                                                                                        path,
                                                                                        entry
                                                                                                .path()))
                                                        ? new Recording.Entry(
                                                                entry.path(),
                                                                ownedByRoot(entry.metadata()),
                                                                entry.size(),
                                                                entry.pieces())
                                                        : entry)
                                .toList());

        var made = Restores.asNew(temp, theirs, this::report);

        assertThat(problems)
                .singleElement()
                .asString()
                .contains("owner")
                .endsWith("the same with 1 more");
        assertThat(made.stat("one").mode())
                .as("setuid is for the owner it was meant for")
                .isEqualTo(0755);
    }

    private static byte[] ownedByRoot(byte[] metadata) {
        var meta = FileMeta.decode(metadata);
        return new FileMeta(
                        meta.kind(),
                        meta.mode(),
                        0,
                        0,
                        meta.stamp(),
                        meta.target(),
                        meta.rdev(),
                        meta.attributes())
                .encode();
    }
}
