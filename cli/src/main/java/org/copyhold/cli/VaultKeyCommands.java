package org.copyhold.cli;

import org.copyhold.Administration;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;
import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rotates, disables and enables the keys of vaults. */
@Command(
        name = "vault-key",
        description = "Rotate, disable and enable the keys of vaults.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VaultKeyCommands.ListAll.class,
            VaultKeyCommands.Rotate.class,
            VaultKeyCommands.Disable.class,
            VaultKeyCommands.Enable.class
        })
final class VaultKeyCommands extends Group {
    private static final String VAULT =
            "The vault's ARN, such as arn:aws:backup:us-east-1:123456789012:backup-vault:daily.";

    private static Arn arn(String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new Refusal("\"" + text + "\" is no ARN. " + VAULT));
    }

    @Command(
            name = "list",
            description = "List all vaults with their keys.",
            mixinStandardHelpOptions = true)
    static final class ListAll extends Administrative {
        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var rows = new ArrayList<List<String>>();
            rows.add(List.of("Vault", "Key", "Version", "Use", "Earlier versions"));
            for (var vault : administration.vaults()) {
                rows.add(row(vault, administration.earlierKeys(vault)));
            }
            Columns.print(rows, out);
            return 0;
        }

        private static List<String> row(Vault vault, int earlier) {
            return List.of(
                    vault.arn().toString(),
                    vault.encryptionKeyArn(),
                    String.valueOf(vault.key().version()),
                    vault.isKeyDisabled() ? "disabled" : "enabled",
                    earlier == 0 ? "none" : earlier + ", until nothing needs them");
        }
    }

    @Command(
            name = "rotate",
            description = {
                "Give a vault a new version of its key.",
                "Wraps are written anew, and nothing else; the version before goes when no recovery"
                        + " point needs it any more."
            },
            mixinStandardHelpOptions = true)
    static final class Rotate extends Administrative {
        @Parameters(paramLabel = "VAULT", description = VAULT)
        private @Nullable String vault;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var named = arn(given(vault));
            try {
                var version = administration.rotateKey(named);
                out.println("The key of " + named + " is of version " + version);
                return 0;
            } catch (StoreException e) {
                out.println(
                        "The key of "
                                + named
                                + " has a new version, but not all recovery points are wrapped"
                                + " under it yet: the server goes on with them. "
                                + e.explained());
                return Failures.REFUSED;
            }
        }
    }

    @Command(
            name = "disable",
            description =
                    "Let nothing be backed up into a vault, restored from it, or copied into or out"
                            + " of it, until its key is enabled again.",
            mixinStandardHelpOptions = true)
    static final class Disable extends Administrative {
        @Parameters(paramLabel = "VAULT", description = VAULT)
        private @Nullable String vault;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var named = arn(given(vault));
            administration.disableKey(named);
            out.println("The key of " + named + " is disabled");
            return 0;
        }
    }

    @Command(
            name = "enable",
            description = "Let a vault's key be used again.",
            mixinStandardHelpOptions = true)
    static final class Enable extends Administrative {
        @Parameters(paramLabel = "VAULT", description = VAULT)
        private @Nullable String vault;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var named = arn(given(vault));
            administration.enableKey(named);
            out.println("The key of " + named + " is enabled");
            return 0;
        }
    }
}
