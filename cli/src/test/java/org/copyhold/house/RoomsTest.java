package org.copyhold.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The map of the house, kept true: which room may know which, and which library lives where. */
class RoomsTest {
    private static final String HOUSE = "org.copyhold";

    /**
     * A room is a package with all below it that is no room of its own; {@code .} is the root.
     * Behind its name stand the rooms it may know, {@code store.*} for all of the store's.
     */
    private static final Map<String, List<String>> ROOMS =
            table(
                    """
                    .             kit sql control connect connect.files connect.blocks connect.buckets connect.tables connect.postgres work api deliver store.*
                    kit
                    sql           kit
                    control       kit sql
                    connect       kit
                    connect.linux kit
                    connect.files kit connect connect.linux
                    connect.blocks kit connect connect.linux
                    connect.aws   kit connect
                    connect.buckets kit connect connect.aws
                    connect.tables kit connect connect.aws
                    connect.postgres kit connect connect.linux
                    work          kit sql control connect store.*
                    api           kit control
                    deliver       kit control
                    cli           . kit control connect connect.aws connect.linux connect.files work store store.sweep

                    store         store.*
                    store.blob    store
                    store.blob.s3 store store.blob
                    store.chunk   store
                    store.seal    store store.chunk
                    store.seal.kms store store.seal
                    store.pack    store store.chunk store.seal store.blob
                    store.index   store store.chunk store.seal store.pack store.blob
                    store.tree    store store.chunk store.seal
                    store.write   store store.chunk store.seal store.pack store.index store.tree store.blob
                    store.read    store store.chunk store.seal store.pack store.index store.tree store.blob
                    store.walk    store store.chunk store.seal store.pack store.index store.tree store.blob
                    store.copy    store store.chunk store.seal store.pack store.index store.tree store.blob store.walk
                    store.reseal  store store.chunk store.seal store.pack store.index store.tree store.blob store.walk store.copy
                    store.retain  store store.chunk store.pack store.index store.tree store.blob store.walk
                    store.sweep   store store.chunk store.seal store.pack store.index store.tree store.blob store.walk
                    """);

    /** Libraries that only some rooms may know. */
    private static final Map<String, List<String>> LIBRARIES =
            table(
                    """
                    software.amazon.awssdk    api cli connect.aws connect.buckets connect.tables deliver store.blob.s3 store.seal.kms
                    io.github.bucket4j        connect.tables store.blob
                    org.apache.commons.compress connect.postgres
                    io.helidon                api
                    io.micrometer             . api
                    org.jdbi                  . sql control
                    org.flywaydb              sql
                    com.zaxxer.hikari         sql
                    org.sqlite                sql
                    com.github.kagkarlsson    work
                    com.github.luben          store.seal
                    org.roaringbitmap         store.sweep
                    org.bouncycastle          store.seal
                    picocli                   cli
                    ch.qos.logback            cli
                    """);

    private final JavaClasses house =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(HOUSE);

    @TestFactory
    Stream<DynamicTest> aRoomKnowsOnlyTheRoomsThatTheMapGivesIt() {
        return ROOMS.keySet().stream()
                .map(room -> DynamicTest.dynamicTest(room, () -> staysInItsRooms(room)));
    }

    private void staysInItsRooms(String room) {
        DescribedPredicate<JavaClass> inhabitants =
                describe("live in " + room, it -> roomOf(it).equals(room));
        DescribedPredicate<JavaClass> strangers =
                describe("live in a room unknown to it", it -> !mayKnow(room, it));
        noClasses()
                .that(inhabitants)
                .should()
                .dependOnClassesThat(strangers)
                .allowEmptyShould(true)
                .check(house);
    }

    @TestFactory
    Stream<DynamicTest> aLibraryIsKnownOnlyWhereTheMapSays() {
        return LIBRARIES.keySet().stream()
                .map(library -> DynamicTest.dynamicTest(library, () -> staysAtHome(library)));
    }

    private void staysAtHome(String library) {
        var home = LIBRARIES.getOrDefault(library, List.of());
        DescribedPredicate<JavaClass> others =
                describe("live elsewhere than in " + home, it -> !home.contains(roomOf(it)));
        noClasses()
                .that(others)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(house);
    }

    @Test
    void everyClassLivesInARoomOfTheMap() {
        assertThat(house.stream().filter(it -> roomOf(it).isEmpty())).isEmpty();
        assertThat(house.stream().map(RoomsTest::roomOf)).contains(".", "cli", "api", "store");
    }

    private static boolean mayKnow(String room, JavaClass other) {
        var its = roomOf(other);
        if (its.isEmpty() || its.equals(room)) {
            return true;
        }
        var known = ROOMS.getOrDefault(room, List.of());
        return known.contains(its)
                || (known.contains("store.*") && (its + ".").startsWith("store."));
    }

    /** The innermost room that a class lives in; empty for what is not of this house. */
    private static String roomOf(JavaClass type) {
        var name = type.getPackageName();
        if (name.equals(HOUSE)) {
            return ".";
        }
        return ROOMS.keySet().stream()
                .filter(room -> (name + ".").startsWith(HOUSE + "." + room + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static Map<String, List<String>> table(String text) {
        var table = new LinkedHashMap<String, List<String>>();
        text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.split(" +")))
                .forEach(words -> table.put(words.getFirst(), words.subList(1, words.size())));
        return table;
    }
}
