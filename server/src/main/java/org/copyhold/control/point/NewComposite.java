package org.copyhold.control.point;

import org.copyhold.control.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A composite recovery point that is about to be made of members that are there.
 *
 * @param id the store's kind of name for it, fixed from the beginning
 * @param created when the backup of its resource began; null for when that of its first member did
 * @param initiated when the job that makes it was created
 * @param completed when that job ended
 * @param tags its tags; null for those that all members have
 * @param members how many it has when none is missing
 * @param isWhole false when it lacks something, however many of its members there are
 */
public record NewComposite(
        String id,
        Origin origin,
        @Nullable Instant created,
        Instant initiated,
        Instant completed,
        @Nullable Tags tags,
        int members,
        boolean isWhole) {}
