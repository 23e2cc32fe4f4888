package org.copyhold.cli.demo;

import org.copyhold.connect.files.TreeCompare;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.kit.Arn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder, as a file system. */
record FolderExhibit(Path folder) implements Exhibit {
    @Override
    public String member() {
        return "Files";
    }

    @Override
    public String told() {
        return "a folder, " + folder;
    }

    @Override
    public DeclaredResource resource() {
        var id = "file-system/fs-0123456789abcdef0";
        return new DeclaredResource(Arn.of("elasticfilesystem", Flow.EAST, ACCOUNT, id), folder);
    }

    @Override
    public Map<String, String> order() {
        return Map.of("newFileSystem", "true");
    }

    @Override
    public List<String> differences(Arn restored, Path newResources) {
        return differences(folder, newResources.resolve(name(restored)));
    }

    /** What differs between two folders, a line each. */
    static List<String> differences(Path folder, Path other) {
        return TreeCompare.compare(folder, other).stream()
                .map(it -> it.path() + ": " + it.what())
                .toList();
    }

    /** What stands behind the last slash. */
    static String name(Arn resource) {
        return resource.resource().substring(resource.resource().lastIndexOf('/') + 1);
    }
}
