package org.copyhold.cli.demo;

import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.kit.Arn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A resource that the demo of all types backs up, and the real thing behind it. */
interface Exhibit extends AutoCloseable {
    /** The account that has all of them. */
    String ACCOUNT = "123456789012";

    /** What the stack calls it. */
    String member();

    /** What it is, in a few words. */
    String told();

    /** The resource. */
    DeclaredResource resource();

    /** What the server's configuration has of it, a line below a heading; empty for nothing. */
    default Optional<Setting> setting() {
        return Optional.empty();
    }

    /** What a restore of its copy is asked for, beside what the copy itself says. */
    Map<String, String> order();

    /**
     * What differs between it and what a restore has made of it; empty when nothing does.
     *
     * @param restored the new resource
     * @param newResources the folder that local ones are made in
     */
    List<String> differences(Arn restored, Path newResources) throws IOException;

    /** Ends what runs for it. */
    @Override
    default void close() throws IOException {
        // Nothing does.
    }

    /**
     * A line of the configuration.
     *
     * @param heading what it stands below, such as {@code endpoints}
     * @param line in YAML
     */
    record Setting(String heading, String line) {}
}
