package org.copyhold.connect;

import org.copyhold.kit.Arn;

import java.nio.file.Path;

/**
 * A declared resource.
 *
 * @param place where it is
 */
public record Resource(Arn arn, Place place) {
    /** A resource of this machine. */
    public Resource(Arn arn, Path path) {
        this(arn, new Local(path));
    }

    /** Where a resource is. */
    public sealed interface Place {}

    /**
     * On this machine.
     *
     * @param path absolute
     */
    public record Local(Path path) implements Place {}

    /**
     * At an endpoint.
     *
     * @param endpoint the name that the configuration gives it
     */
    public record Remote(String endpoint) implements Place {}

    /** Where it lies on this machine, for types whose resources do. */
    public Path path() {
        return switch (place) {
            case Local local -> local.path();
            case Remote _ -> throw new IllegalStateException(arn + " is not of this machine");
        };
    }
}
