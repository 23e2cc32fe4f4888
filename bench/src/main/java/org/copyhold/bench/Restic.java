package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** restic, with its cache beside its repositories. */
final class Restic implements Peer {
    private static final String PASSWORD = "bench";

    private final Path folder;
    private final Path data;
    private final Map<String, String> environment;

    Restic(Path folder, Path data) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.data = data;
        this.environment =
                Map.of(
                        "RESTIC_PASSWORD",
                        PASSWORD,
                        "RESTIC_CACHE_DIR",
                        folder.resolve("cache").toString());
        restic(source(), "init");
        fromSource("init", "--copy-chunker-params");
    }

    @Override
    public String name() {
        return "restic";
    }

    @Override
    public Tool.Cost backUp() throws IOException {
        return restic(source(), "backup", data.toString());
    }

    @Override
    public Tool.Cost copy() throws IOException {
        return fromSource("copy");
    }

    @Override
    public Tool.Cost restore() throws IOException {
        var target = folder.resolve("restored").toString();
        return restic(destination(), "restore", "latest", "--target", target);
    }

    private Tool.Cost fromSource(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--from-repo", source().toString()));
        all.addAll(List.of("--from-password-command", "echo " + PASSWORD));
        return restic(destination(), all.toArray(String[]::new));
    }

    private Tool.Cost restic(Path repository, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.addAll(List.of("restic", "--repo", repository.toString()));
        command.addAll(List.of(arguments));
        return Tool.run(folder, environment, command.toArray(String[]::new));
    }

    @Override
    public Path folder() {
        return folder;
    }
}
