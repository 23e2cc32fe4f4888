package org.copyhold.control.resource;

import org.copyhold.kit.Arn;

import java.nio.file.Path;

/**
 * Something that may be backed up.
 *
 * @param path where it lies on this machine, absolute
 */
public record DeclaredResource(Arn arn, Path path) {
    public DeclaredResource {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(
                    "The path of " + arn + " must be absolute, not " + path);
        }
    }

    /** Its type. */
    public ResourceType type() {
        return ResourceType.require(arn);
    }
}
