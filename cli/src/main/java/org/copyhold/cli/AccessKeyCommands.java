package org.copyhold.cli;

import org.copyhold.Administration;
import org.copyhold.control.access.AccessKey;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Makes and ends access keys. */
@Command(
        name = "access-key",
        description = "Make and end access keys.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AccessKeyCommands.Create.class,
            AccessKeyCommands.ListAll.class,
            AccessKeyCommands.Revoke.class
        })
final class AccessKeyCommands extends Group {
    @Command(
            name = "create",
            description = "Make an access key, and print it: the secret is never shown again.",
            mixinStandardHelpOptions = true)
    static final class Create extends Administrative {
        @Option(
                names = "--account",
                paramLabel = "ID",
                description = "The account; the first of the configuration when none is named.")
        private @Nullable String account;

        @Option(
                names = "--user",
                paramLabel = "NAME",
                description = "A user of the account, limited by its policy; none: the account.")
        private @Nullable String user;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var key = administration.createAccessKey(account, user);
            out.println("export AWS_ACCESS_KEY_ID=" + key.id());
            out.println("export AWS_SECRET_ACCESS_KEY=" + key.secret().reveal());
            return 0;
        }
    }

    @Command(
            name = "list",
            description = "List the access keys, without their secrets.",
            mixinStandardHelpOptions = true)
    static final class ListAll extends Administrative {
        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            for (var key : administration.accessKeys()) {
                var origin = key.createdAt() == null ? "configuration" : "made " + key.createdAt();
                out.println(key.id() + "  " + owner(key) + "  " + origin);
            }
            return 0;
        }

        private static String owner(AccessKey key) {
            if (key.user() == null) {
                return key.account();
            }
            return key.account()
                    + " user "
                    + key.user()
                    + (key.works() ? "" : " (not in the configuration: the key is refused)");
        }
    }

    @Command(
            name = "revoke",
            description = "End an access key at once.",
            mixinStandardHelpOptions = true)
    static final class Revoke extends Administrative {
        @Parameters(paramLabel = "ID", description = "The key's id, as 'access-key list' shows it.")
        private @Nullable String id;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var named = given(id);
            if (!administration.revokeAccessKey(named)) {
                throw new Refusal(
                        "There is no access key " + named + "; see 'copyhold access-key list'.");
            }
            out.println("Revoked " + named);
            return 0;
        }
    }
}
