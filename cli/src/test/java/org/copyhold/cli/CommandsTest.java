package org.copyhold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

class CommandsTest {
    @Test
    void helpAndMistypedCommandsKnowAllCommands() {
        assertThat(said("--help"))
                .contains("serve", "demo", "copy", "store", "vault-key", "master-key");
        assertThat(said("stor")).contains("Unmatched argument", "stor");
        assertThat(said()).contains("Name a command.", "access-key");
    }

    @Test
    void aCommandIsFoundByItsNameWithoutTheOthers() {
        assertThat(said("store", "--help")).contains("copyhold store", "check");
        assertThat(said("version")).contains("Copyhold");
        assertThat(Commands.commandLine("store", "check").getSubcommands())
                .containsOnlyKeys("store");
    }

    @Test
    void completionIsAboutAllCommands() {
        assertThat(said("generate-completion")).contains("serve", "master-key", "resource");
    }

    private static String said(String... arguments) {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        Main.commandLine(out, out, arguments).execute(arguments);
        return text.toString();
    }
}
