package org.copyhold.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.api.wire.Route;
import org.copyhold.api.wire.Routes;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps {@code docs/API-COVERAGE.md} true; run with {@code -Dupdate} to write it anew. */
class CoverageTest {
    private static final Path PAGE = Path.of("../docs/API-COVERAGE.md");

    @Test
    void thePageOfCoveredOperationsIsWhatTheServerHas() throws IOException, URISyntaxException {
        var offered = operationClasses();
        var page = page(offered);
        if (System.getProperty("update") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run this test with -Dupdate to write the page anew")
                .content()
                .isEqualTo(page);
    }

    @Test
    void everyOperationClassBearsTheNameOfAnAwsOperationOrOfAnExtension()
            throws IOException, URISyntaxException {
        var routes = Routes.load();
        var known = Stream.concat(routes.all().stream(), routes.extensions().stream());
        assertThat(known.map(Route::operation)).containsAll(operationClasses());
    }

    @Test
    void everyOperationClassIsWired() throws IOException, URISyntaxException {
        var wiring = classes().resolve("org/copyhold/Operations.class");
        // Class names stand in the constant pool as they are.
        var constants = Files.readString(wiring, StandardCharsets.ISO_8859_1);
        for (var operation : operations()) {
            assertThat(constants.contains(operation.getName().replace('.', '/')))
                    .as(operation.getName())
                    .isTrue();
        }
    }

    private static String page(Set<String> offered) {
        var text = new StringBuilder();
        var loaded = Routes.load();
        var routes = loaded.all();
        text.append("# API coverage\n\nWritten by `CoverageTest`. Of the ")
                .append(routes.size())
                .append(" operations of AWS Backup, ")
                .append(routes.stream().filter(r -> offered.contains(r.operation())).count())
                .append(" are offered; the others answer `UnknownOperationException`.\n\n")
                .append("| Operation | Route | Offered |\n|---|---|---|\n");
        for (var route : routes) {
            text.append("| ")
                    .append(route.operation())
                    .append(" | `")
                    .append(route.method())
                    .append(' ')
                    .append(route.path())
                    .append("` | ")
                    .append(offered.contains(route.operation()) ? "yes" : "")
                    .append(" |\n");
        }
        text.append("\nBesides: STS `GetCallerIdentity` on the same port, and these")
                .append(" [extensions](EXTENSIONS.md):\n\n| Operation | Route |\n|---|---|\n");
        for (var route : loaded.extensions()) {
            text.append(
                    "| %s | `%s %s` |\n"
                            .formatted(route.operation(), route.method(), route.path()));
        }
        return text.toString();
    }

    private static Set<String> operationClasses() throws IOException, URISyntaxException {
        return operations().stream()
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All classes of the server that are operations. */
    private static List<Class<?>> operations() throws IOException, URISyntaxException {
        var classes = classes();
        try (var files = Files.walk(classes.resolve("org/copyhold/api"))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .<Class<?>>map(
                            name -> load(name.substring(0, name.length() - 6).replace('/', '.')))
                    .filter(c -> Operation.class.isAssignableFrom(c) && !c.isInterface())
                    .toList();
        }
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, CoverageTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
