package org.copyhold.cli;

import org.copyhold.Administration;
import org.copyhold.control.copy.gate.Uncopyable;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.resource.TypeTable;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Declares what may be backed up. */
@Command(
        name = "resource",
        description = "Declare what may be backed up.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ResourceCommands.Add.class,
            ResourceCommands.ListAll.class,
            ResourceCommands.Remove.class,
            ResourceCommands.Types.class
        })
final class ResourceCommands extends Group {
    private static final String ARN =
            "The resource, such as"
                + " arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0";

    private static Arn arn(String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new Refusal("\"" + text + "\" is no ARN. " + ARN + "."));
    }

    @Command(
            name = "add",
            description =
                    "Declare a folder, a volume, a bucket, a table or a stack as a resource, or"
                            + " declare it anew.",
            mixinStandardHelpOptions = true)
    static final class Add extends Administrative {
        @Parameters(index = "0", paramLabel = "ARN", description = ARN)
        private @Nullable String arn;

        @Parameters(
                index = "1",
                paramLabel = "PATH",
                arity = "0..1",
                description = "Where it lies on this machine; not for a stack.")
        private @Nullable Path path;

        @Option(
                names = "--member",
                paramLabel = "NAME=ARN",
                description = "A member of a stack; once for each.")
        private Map<String, String> members = new LinkedHashMap<>();

        @Option(
                names = "--endpoint",
                paramLabel = "NAME",
                description =
                        "Of a bucket or a table: where it is, one of the configuration's"
                                + " endpoints.")
        private @Nullable String endpoint;

        @Option(
                names = "--account",
                paramLabel = "ID",
                description = "Of a bucket: the account that has it.")
        private @Nullable String account;

        @Option(
                names = "--region",
                paramLabel = "REGION",
                description = "Of a bucket: the Region that it is backed up in.")
        private @Nullable String region;

        @Option(
                names = "--tag",
                paramLabel = "KEY=VALUE",
                description = "A tag, kept for selections.")
        private Map<String, String> tags = new LinkedHashMap<>();

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var named = arn(given(arn));
            var type = ResourceType.require(named);
            var resource = new DeclaredResource(named, substance(folder, type), Tags.of(tags));
            administration.add(resource);
            out.println("Declared " + resource.arn() + " at " + resource.substance().text());
            return 0;
        }

        private Substance remote(ResourceType type) {
            var named = arn(given(arn));
            var itsAccount = account == null ? named.account() : account;
            var itsRegion = region == null ? named.region() : region;
            if (endpoint == null || itsAccount.isEmpty() || itsRegion.isEmpty()) {
                throw new Refusal(
                        type == ResourceType.S3
                                ? "A bucket needs --endpoint, --account and --region."
                                : "A resource of type " + type.wireName() + " needs --endpoint.");
            }
            return new Substance.Remote(itsAccount, itsRegion, endpoint);
        }

        private Substance substance(Path folder, ResourceType type) {
            if (type.isRemote()) {
                return remote(type);
            }
            if (path == null) {
                var byName = new TreeMap<String, Arn>();
                members.forEach((name, member) -> byName.put(name, arn(member)));
                return new Substance.Members(byName);
            }
            if (!members.isEmpty()) {
                throw new Refusal("Name a path, or the members of a stack, not both.");
            }
            var target = folder.resolve(path).normalize();
            if (!Files.exists(target) || type.isFolder() != Files.isDirectory(target)) {
                throw new Refusal(
                        target
                                + (type.isFolder()
                                        ? " is no folder; make it first, or name another."
                                        : " is neither a file nor a device; make it first, or name"
                                                + " another."));
            }
            return new Substance.Local(target);
        }
    }

    @Command(name = "list", description = "List the resources.", mixinStandardHelpOptions = true)
    static final class ListAll extends Administrative {
        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            administration.resources().forEach(resource -> out.println(line(resource)));
            return 0;
        }

        private static String line(DeclaredResource resource) {
            var tags = resource.tags().byKey();
            return resource.arn()
                    + "  "
                    + resource.substance().text()
                    + (tags.isEmpty() ? "" : "  tags " + tags);
        }
    }

    @Command(
            name = "remove",
            description = "Forget a resource. Its folder and its recovery points stay.",
            mixinStandardHelpOptions = true)
    static final class Remove extends Administrative {
        @Parameters(paramLabel = "ARN", description = ARN)
        private @Nullable String arn;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var named = arn(given(arn));
            if (!administration.remove(named)) {
                throw new Refusal(
                        "No resource " + named + " is declared; see 'copyhold resource list'.");
            }
            out.println("Removed " + named);
            return 0;
        }
    }

    @Command(
            name = "types",
            description = "Show the resource types, and what can be done with their backups.",
            mixinStandardHelpOptions = true)
    static final class Types implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            var rows = new ArrayList<List<String>>(List.of(TypeTable.header()));
            rows.addAll(TypeTable.rows());
            Columns.print(rows, out);
            out.println();
            out.println("Not copied is a recovery point that");
            for (var it : Uncopyable.values()) {
                out.println("  " + it.because());
            }
            return 0;
        }
    }
}
