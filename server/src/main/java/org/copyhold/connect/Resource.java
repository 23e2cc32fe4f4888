package org.copyhold.connect;

import java.nio.file.Path;
import org.copyhold.kit.Arn;

/**
 * A declared resource.
 *
 * @param path where it lies on this machine, absolute
 */
public record Resource(Arn arn, Path path) {}
