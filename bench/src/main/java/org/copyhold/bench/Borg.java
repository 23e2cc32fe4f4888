package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** borg2, with its cache beside its repositories, compressing as Copyhold does. */
final class Borg implements Peer {
    private static final String PASSWORD = "bench";

    private final Path folder;
    private final Path data;
    private int backups;

    Borg(Path folder, Path data) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.data = data;
        borg(source(), folder, "rcreate", "--encryption", "repokey-aes-ocb");
        borg(
                destination(),
                folder,
                "rcreate",
                "--other-repo",
                source().toString(),
                "--encryption",
                "repokey-aes-ocb");
    }

    @Override
    public String name() {
        return "borg2";
    }

    @Override
    public Tool.Cost backUp() throws IOException {
        backups++;
        return borg(
                source(), folder, "create", "--compression", "zstd,1", backup(), data.toString());
    }

    @Override
    public Tool.Cost copy() throws IOException {
        return borg(destination(), folder, "transfer", "--other-repo", source().toString());
    }

    @Override
    public Tool.Cost restore() throws IOException {
        var target = Files.createDirectories(folder.resolve("restored"));
        return borg(destination(), target, "extract", backup());
    }

    private String backup() {
        return "backup-" + backups;
    }

    private Tool.Cost borg(Path repository, Path place, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("borg2", "--repo", repository.toString()));
        command.addAll(List.of(arguments));
        var environment =
                Map.of(
                        "BORG_PASSPHRASE",
                        PASSWORD,
                        "BORG_OTHER_PASSPHRASE",
                        PASSWORD,
                        "BORG_BASE_DIR",
                        folder.resolve("home").toString(),
                        "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK",
                        "yes");
        return Tool.run(place, environment, command.toArray(String[]::new));
    }

    @Override
    public Path folder() {
        return folder;
    }
}
