package org.copyhold.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Small rules of the house that a compiler does not know. */
class TidyTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final int PARAMETERS = 5;
    private static final Pattern WORD = Pattern.compile("(?=[A-Z])");
    private static final Set<String> EMPTY_WORDS =
            Set.of("Manager", "Helper", "Util", "Utils", "Impl", "Abstract");
    private static final Set<String> EMPTY_ENDINGS = Set.of("Base", "Service");
    private static final Set<String> CLOCKS =
            Set.of(
                    "Instant.now",
                    "System.currentTimeMillis",
                    "InstantSource.system",
                    "Clock.systemUTC",
                    "LocalDateTime.now",
                    "ZonedDateTime.now");

    /** Where machine time may come in: the clock itself, and what hands it to everyone. */
    private static final Set<String> CLOCK_MAKERS = Set.of("ServiceClock.java", "Copyhold.java");

    private static final Path ROOT = root();

    private static List<Source> sources = List.of();

    @BeforeAll
    static void readAllSources() throws IOException {
        sources = Source.readAll(ROOT);
        assertThat(sources).hasSizeGreaterThan(100);
    }

    @Test
    void aFileFitsIntoAHead() {
        assertThat(wrong(it -> it.lines().size() > FILE_LINES)).isEmpty();
    }

    @Test
    void aMethodFitsOnAScreenAndAsksForLittle() {
        var wrong = new ArrayList<String>();
        for (var source : sources) {
            for (var method : source.methods()) {
                if (method.lines() > METHOD_LINES || method.parameters() > PARAMETERS) {
                    wrong.add(source.name() + ": " + method);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aNameSaysWhatAThingIs() {
        var wrong = new ArrayList<String>();
        for (var source : sources) {
            source.types().stream()
                    .filter(TidyTest::saysNothing)
                    .forEach(name -> wrong.add(source.name() + ": " + name));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aPackageSaysWhatLivesThereAndWhatMayNot() {
        var told =
                sources.stream()
                        .filter(it -> it.fileName().equals("package-info.java"))
                        .map(Source::packageFolder)
                        .toList();
        var packages = sources.stream().map(Source::packageFolder).distinct();
        assertThat(packages.filter(it -> !it.isEmpty() && !told.contains(it))).isEmpty();
    }

    @Test
    void timeIsAskedOfAClockThatIsHandedIn() {
        assertThat(
                        wrong(
                                it ->
                                        it.isShipped()
                                                && !CLOCK_MAKERS.contains(it.fileName())
                                                && it.calls().stream().anyMatch(CLOCKS::contains)))
                .isEmpty();
    }

    @Test
    void noTestSleeps() {
        assertThat(wrong(it -> it.isTest() && it.calls().contains("Thread.sleep"))).isEmpty();
    }

    @Test
    void nothingIsLeftToDo() {
        var left = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
        assertThat(
                        wrong(
                                it ->
                                        !it.fileName().equals("TidyTest.java")
                                                && left.matcher(it.text()).find()))
                .isEmpty();
    }

    @Test
    void noLinkInTheDocsIsDead() throws IOException {
        var link = Pattern.compile("\\[[^\\]]*]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
        var dead = new ArrayList<String>();
        for (var page : pages()) {
            var m = link.matcher(Files.readString(page));
            while (m.find()) {
                var target = m.group(1);
                if (!target.contains("://") && Files.notExists(page.resolveSibling(target))) {
                    dead.add(ROOT.relativize(page) + " links to " + target);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static boolean saysNothing(String name) {
        var words = WORD.split(name);
        return Arrays.stream(words).anyMatch(EMPTY_WORDS::contains)
                || EMPTY_ENDINGS.contains(words[words.length - 1]);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            var pages = new ArrayList<>(docs.filter(it -> it.toString().endsWith(".md")).toList());
            pages.add(ROOT.resolve("README.md"));
            return pages;
        }
    }

    private static List<String> wrong(Predicate<Source> isWrong) {
        return sources.stream().filter(isWrong).map(Source::name).toList();
    }

    /** The folder of the whole project: the highest above this module that has a pom. */
    private static Path root() {
        var root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && Files.exists(root.resolveSibling("pom.xml"))) {
            root = root.getParent();
        }
        return root;
    }
}
