package org.copyhold.cli.demo;

import org.copyhold.Config;
import org.copyhold.Copyhold;
import org.copyhold.cli.ConfigOption;
import org.copyhold.cli.Logging;
import org.copyhold.cli.ProgressLine;
import org.copyhold.cli.Refusal;
import org.copyhold.connect.files.TreeCompare;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Shows a backup, a copy to another Region and a restore, and compares what came back. */
@Command(
        name = "demo",
        description = {
            "Back up a folder, copy it to another Region, restore the copy, and compare.",
            "Everything happens in a temporary folder, which is removed at the end."
        },
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
    private static final int DIFFERENCES_SHOWN = 20;

    @Mixin ConfigOption config = new ConfigOption();
    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The folder to back up; sample data of 240 MB when none is named.")
    private @Nullable Path folder;

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "Where the temporary folder is made (default: ${DEFAULT-VALUE}).",
            defaultValue = "${sys:java.io.tmpdir}")
    private Path place = Path.of("");

    @Option(
            names = "--only-data",
            paramLabel = "FOLDER",
            description = "Only write the sample data, into a new folder of this name.")
    private @Nullable Path onlyData;

    @Option(
            names = "--all",
            description = {
                "Show a resource of every type that this machine can run, as members of one"
                        + " stack. Buckets and tables lie on servers for tests, which Maven"
                        + " fetches; a database server needs PostgreSQL's programs."
            })
    private boolean all;

    @Override
    public Integer call() throws IOException {
        if (onlyData != null) {
            SampleData.fill(Files.createDirectory(onlyData));
            return 0;
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refusal(folder + " is no folder.");
        }
        Logging.takeInOthers();
        var out = spec.commandLine().getOut();
        try (var scratch = Scratch.in(place)) {
            var source = folder == null ? sample(scratch.path(), out) : folder.toRealPath();
            return all
                    ? verdict(EveryType.show(source, scratch.path(), out), out)
                    : show(source, scratch.path(), out);
        } catch (DemoFailed e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private static Path sample(Path scratch, PrintWriter out) throws IOException {
        out.println("Making sample data ...");
        var folder = Files.createDirectory(scratch.resolve("share"));
        SampleData.fill(folder);
        return folder;
    }

    private static int show(Path source, Path scratch, PrintWriter out) throws IOException {
        // A file, as a server has one: the launcher rehearses a server's start with this.
        var file = scratch.resolve("copyhold.yaml");
        Files.writeString(file, "listen: 127.0.0.1:0\ndata: ./data\n");
        var config = Config.read(file, Map.of());
        try (var copyhold = Copyhold.open(config)) {
            var inside = copyhold.administration();
            var key = inside.createAccessKey(null, null);
            var efs = "file-system/fs-0123456789abcdef0";
            var resource = Arn.of("elasticfilesystem", Flow.EAST, key.account(), efs);
            inside.add(new DeclaredResource(resource, source));
            var endpoint = copyhold.serve();
            out.println("A server on " + endpoint + " keeps its data in " + scratch);
            try (var flow = new Flow(endpoint, key, inside, ProgressLine.on(out))) {
                var created = run(flow, resource, out);
                var restored = config.data().resolve("restored").resolve(name(created));
                return verdict(flow, TreeCompare.compare(source, restored), out);
            }
        }
    }

    private static Arn run(Flow flow, Arn resource, PrintWriter out) {
        var destination = flow.makeVaults();
        var point = flow.backUp(resource);
        var copy = flow.copy(point, destination);
        flow.deleteSource(point);
        out.println("deleted   " + point);
        return Arn.parse(flow.restore(copy, Map.of("newFileSystem", "true"))).orElseThrow();
    }

    private static int verdict(
            Flow flow, List<TreeCompare.Difference> differences, PrintWriter out) {
        Summary.print(flow.steps(), out);
        differences.stream()
                .limit(DIFFERENCES_SHOWN)
                .forEach(it -> out.println("  differs: " + it.path() + ": " + it.what()));
        out.println(
                differences.isEmpty()
                        ? "Every file, mode, time and link came back as it was."
                        : differences.size()
                                + " differences: the restored folder is not the same.");
        return differences.isEmpty() ? 0 : 1;
    }

    private static int verdict(boolean same, PrintWriter out) {
        out.println(same ? "Everything came back as it was." : "Not everything came back.");
        return same ? 0 : 1;
    }

    private static String name(Arn fileSystem) {
        return fileSystem.resource().substring(fileSystem.resource().lastIndexOf('/') + 1);
    }
}
