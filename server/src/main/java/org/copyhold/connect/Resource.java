package org.copyhold.connect;

import org.copyhold.kit.Arn;

import java.nio.file.Path;

/**
 * A declared resource.
 *
 * @param path where it lies on this machine, absolute
 */
public record Resource(Arn arn, Path path) {}
