package org.copyhold.control.copy;

import org.copyhold.kit.Arn;

import java.util.OptionalInt;

/**
 * What a completed copy made.
 *
 * @param point the new recovery point
 * @param encryptionKey the key of the destination vault
 * @param coldAfterDays the new point's days from creation to cold storage; absent means never
 * @param deleteAfterDays its days from creation to deletion; absent means never
 * @param tier how far the moved bytes were verified: {@code V1}, or {@code NONE} when none moved
 */
public record Copied(
        Arn point,
        Arn encryptionKey,
        OptionalInt coldAfterDays,
        OptionalInt deleteAfterDays,
        String tier) {}
