package org.copyhold.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import javax.tools.ToolProvider;

/**
 * A Java file as the JDK's own parser sees it.
 *
 * @param name the path below the project
 * @param types the simple names of its classes
 * @param calls what its methods call, as written: {@code Instant.now}
 */
record Source(
        Path path,
        String name,
        String text,
        List<String> types,
        List<Method> methods,
        List<String> calls) {
    /**
     * A method or constructor that was written out.
     *
     * @param parameters how many it asks for; none where it had no choice: it overrides, or makes a
     *     record
     */
    record Method(String name, long lines, int parameters) {}

    List<String> lines() {
        return text.lines().toList();
    }

    String fileName() {
        return String.valueOf(path.getFileName());
    }

    boolean isTest() {
        return name.contains("/src/test/");
    }

    /** Whether it is part of what users run. */
    boolean isShipped() {
        return name.contains("/src/main/") && !name.startsWith("bench/");
    }

    /** The package's folder below {@code java/}; empty for a file outside of all packages. */
    String packageFolder() {
        var below = name.indexOf("/java/");
        return below < 0 ? "" : name.substring(below, name.length() - fileName().length());
    }

    /** All Java files of the project. */
    static List<Source> readAll(Path root) throws IOException {
        var files = files(root);
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        try (var manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null, manager, null, List.of("-proc:none"), null, units);
            var sources = new ArrayList<Source>();
            for (var unit : task.parse()) {
                sources.add(of(root, unit, Trees.instance(task)));
            }
            return sources;
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(it -> it.toString().endsWith(".java"))
                    .filter(it -> !root.relativize(it).toString().contains("target/"))
                    .toList();
        }
    }

    private static Source of(Path root, CompilationUnitTree unit, Trees trees) {
        var path = Path.of(unit.getSourceFile().toUri());
        var types = new ArrayList<String>();
        var methods = new ArrayList<Method>();
        var records = new HashSet<Tree>();
        var calls = new ArrayList<String>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                types.add(type.getSimpleName().toString());
                if (type.getKind() == Tree.Kind.RECORD) {
                    records.addAll(type.getMembers());
                }
                return super.visitClass(type, null);
            }

            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                var isFree = !isOverride(method) && !(isMaker(method) && records.contains(method));
                methods.add(
                        new Method(
                                method.getName().toString(),
                                span(method, unit, trees),
                                isFree ? method.getParameters().size() : 0));
                return super.visitMethod(method, null);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                calls.add(call.getMethodSelect().toString());
                return super.visitMethodInvocation(call, null);
            }
        }.scan(unit, null);
        return new Source(
                path, root.relativize(path).toString(), read(path), types, methods, calls);
    }

    private static long span(MethodTree method, CompilationUnitTree unit, Trees trees) {
        var positions = trees.getSourcePositions();
        var lines = unit.getLineMap();
        var from = positions.getStartPosition(unit, method);
        var to = positions.getEndPosition(unit, method);
        return to < 0 ? 0 : lines.getLineNumber(to) - lines.getLineNumber(from) + 1;
    }

    private static boolean isMaker(MethodTree method) {
        return method.getName().contentEquals("<init>");
    }

    private static boolean isOverride(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(it -> it.getAnnotationType().toString().equals("Override"));
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }
}
