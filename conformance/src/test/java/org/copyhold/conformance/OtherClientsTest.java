package org.copyhold.conformance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;

import java.nio.file.Files;
import java.nio.file.Path;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherClientsTest {
    private static final Path SCRIPTS = Path.of("src/test/resources").toAbsolutePath();
    private Server server;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        server = Server.in(folder);
        Tree.make(server.share(), 8, 2);
        server.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @Test
    void boto3BacksUpCopiesAndRestores() throws Exception {
        Client.boto3().run(server, SCRIPTS.resolve("flow.py"), "boto");
        assertRestored("boto");
    }

    @Test
    void boto3SeesRefusalsUnderTheirNames() throws Exception {
        Client.boto3().run(server, SCRIPTS.resolve("refusals.py"));
    }

    @Test
    void theAwsCliBacksUpCopiesAndRestores() throws Exception {
        Client.awsCli().run(server, SCRIPTS.resolve("flow.sh"), "cli");
        assertRestored("cli");
    }

    @Test
    void aReaderWrittenFromThePageOfTheFormatAloneRestoresACopy() throws Exception {
        String copy;
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.EU_WEST_1)) {
            east.createBackupVault(b -> b.backupVaultName("format"));
            var to = west.createBackupVault(b -> b.backupVaultName("format-copy"));
            var point = new Jobs(east).backup("format").recoveryPointArn();
            copy =
                    new Jobs(east)
                            .copy(point, "format", to.backupVaultArn())
                            .destinationRecoveryPointArn();
        }
        var target = server.folder().resolve("read");
        Client.formatReader()
                .run(
                        server,
                        SCRIPTS.resolve("format_reader.py"),
                        "stores/eu-west-1/" + Server.ACCOUNT + "/main",
                        "data/master.key",
                        copy.substring(copy.lastIndexOf(':') + 1),
                        target.toString());
        Tree.assertSame(server.share(), target);
    }

    /** The scripts leave the ARN of what they restored in a file. */
    private void assertRestored(String name) throws Exception {
        var arn = Files.readString(server.folder().resolve(name + ".restored")).strip();
        Tree.assertSame(server.share(), server.restored(arn));
    }
}
