import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks or rewrites the layout of every Java file: {@code Format check|write ROOT}.
 *
 * <p>The build runs it on the toolchain's JDK: a formatter inside Maven would parse with the JDK
 * that runs Maven, which may be too old for this code.
 */
final class Format {
    private static final Set<String> NOT_OURS = Set.of("target", "data", "node_modules", ".git");

    private Format() {}

    public static void main(String[] args) throws IOException {
        boolean write = args[0].equals("write");
        var root = Path.of(args[1]).toRealPath();
        var wrong = sources(root).parallelStream().filter(file -> differs(file, write)).toList();
        wrong.forEach(
                file ->
                        System.out.println(
                                (write ? "Formatted " : "Not formatted: ")
                                        + root.relativize(file)));
        if (!write && !wrong.isEmpty()) {
            System.out.println("Run dev/format and commit what it changes.");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return NOT_OURS.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.getFileName().toString().endsWith(".java")) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    private static boolean differs(Path file, boolean write) {
        try {
            var before = Files.readString(file);
            var style =
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();
            var after = new Formatter(style).formatSourceAndFixImports(before);
            if (write && !after.equals(before)) {
                Files.writeString(file, after);
            }
            return !after.equals(before);
        } catch (FormatterException e) {
            System.out.println("Cannot read " + file + ": " + e.getMessage());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot format " + file, e);
        }
    }
}
