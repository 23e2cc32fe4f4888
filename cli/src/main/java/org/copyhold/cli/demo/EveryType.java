package org.copyhold.cli.demo;

import org.copyhold.Administration;
import org.copyhold.Config;
import org.copyhold.Copyhold;
import org.copyhold.cli.ProgressLine;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows a resource of each type that this machine can run: as members of one stack they are backed
 * up and copied together, then restored one by one and compared.
 */
final class EveryType implements AutoCloseable {
    private static final Arn STACK =
            Arn.of("cloudformation", Flow.EAST, Exhibit.ACCOUNT, "stack/demo/1");

    private final Path scratch;
    private final PrintWriter out;
    private final List<Exhibit> exhibits = new ArrayList<>();

    private EveryType(Path scratch, PrintWriter out) {
        this.scratch = scratch;
        this.out = out;
    }

    /** Shows them, and tells whether all came back as they were. */
    static boolean show(Path folder, Path scratch, PrintWriter out) throws IOException {
        try (var all = new EveryType(scratch, out)) {
            all.add(() -> new FolderExhibit(folder), "EFS");
            all.add(() -> VolumeExhibit.in(scratch), "EBS");
            all.add(() -> BucketExhibit.in(scratch), "S3");
            all.add(() -> TableExhibit.in(scratch), "DynamoDB");
            all.add(() -> DatabaseExhibit.in(scratch), "RDS");
            return all.show();
        }
    }

    private void add(Making exhibit, String type) throws IOException {
        try {
            var made = exhibit.make();
            exhibits.add(made);
            out.printf("%-9s %s%n", type, made.told());
        } catch (NotHere e) {
            out.printf("%-9s left out: %s%n", type, e.getMessage());
        }
        out.flush();
    }

    private boolean show() throws IOException {
        var config = Config.read(configuration(), Map.of());
        try (var copyhold = Copyhold.open(config)) {
            var inside = copyhold.administration();
            declare(inside);
            var key = inside.createAccessKey(null, null);
            var endpoint = copyhold.serve();
            out.println("A server on " + endpoint + " keeps its data in " + scratch);
            try (var flow = new Flow(endpoint, key, inside, ProgressLine.on(out))) {
                var copies = copies(flow);
                Summary.print(flow.steps(), out);
                return restore(flow, copies, config.data().resolve("restored"));
            }
        }
    }

    private Path configuration() throws IOException {
        var headings = new TreeMap<String, StringBuilder>();
        for (var exhibit : exhibits) {
            exhibit.setting()
                    .ifPresent(
                            it ->
                                    headings.computeIfAbsent(it.heading(), _ -> new StringBuilder())
                                            .append("  ")
                                            .append(it.line())
                                            .append('\n'));
        }
        var text = new StringBuilder("listen: 127.0.0.1:0\ndata: ./data\n");
        headings.forEach((heading, lines) -> text.append(heading).append(":\n").append(lines));
        return Files.writeString(scratch.resolve("copyhold.yaml"), text);
    }

    private void declare(Administration inside) {
        exhibits.forEach(it -> inside.add(it.resource()));
        var members =
                exhibits.stream()
                        .collect(Collectors.toMap(Exhibit::member, it -> it.resource().arn()));
        inside.add(new DeclaredResource(STACK, Substance.Members.of(members), Tags.NONE));
    }

    /** The copies of all members, by resource; what they were made of is deleted. */
    private Map<String, String> copies(Flow flow) {
        var destination = flow.makeVaults();
        flow.allowTables();
        var stack = flow.backUp(STACK);
        var copy = flow.copy(stack, destination);
        flow.sources(stack).values().forEach(flow::deleteSource);
        out.println("deleted   " + stack + " and all in it");
        return flow.copies(copy);
    }

    private boolean restore(Flow flow, Map<String, String> copies, Path newResources)
            throws IOException {
        var same = true;
        for (var exhibit : exhibits) {
            var copy = copies.get(exhibit.resource().arn().toString());
            if (copy == null) {
                throw new DemoFailed("There is no copy of " + exhibit.resource().arn());
            }
            var created = Arn.parse(flow.restore(copy, exhibit.order())).orElseThrow();
            var differences = exhibit.differences(created, newResources);
            out.printf(
                    "%-9s %s%n",
                    exhibit.resource().type().wireName(),
                    differences.isEmpty()
                            ? "came back as it was, as " + created
                            : "differs, at first in " + differences.getFirst());
            same &= differences.isEmpty();
        }
        return same;
    }

    @Override
    public void close() throws IOException {
        for (var exhibit : exhibits) {
            exhibit.close();
        }
    }

    /** Makes one of them. */
    private interface Making {
        Exhibit make() throws IOException, NotHere;
    }
}
