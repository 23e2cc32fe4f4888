package org.copyhold.control.copy;

import org.copyhold.control.point.Lifecycle;

/**
 * What a completed copy made.
 *
 * @param encryptionKeyArn the key of the destination vault, as clients see it
 * @param lifecycle the new recovery point's lifecycle
 * @param locked whether the destination vault was locked then
 * @param tier how far moved bytes were verified: a name of {@code Tier}, {@code NONE} when none
 *     moved
 */
public record Copied(String encryptionKeyArn, Lifecycle lifecycle, boolean locked, String tier) {}
