package org.copyhold.conformance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

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

    /** The scripts leave the ARN of what they restored in a file. */
    private void assertRestored(String name) throws Exception {
        var arn = Files.readString(server.folder().resolve(name + ".restored")).strip();
        Tree.assertSame(server.share(), server.restored(arn));
    }
}
