package org.copyhold.connect.buckets;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.time.Instant;

/**
 * What a listing tells of an object, or of a version of one.
 *
 * @param version null where none are kept
 * @param isMarker whether it says that the object was deleted
 */
record Listed(
        String key,
        @Nullable String version,
        String etag,
        long size,
        Instant modified,
        boolean isMarker) {
    static Listed of(S3Object it) {
        return new Listed(
                it.key(), null, ObjectMeta.plain(it.eTag()), it.size(), it.lastModified(), false);
    }

    static Listed of(ObjectVersion it) {
        return new Listed(
                it.key(),
                it.versionId(),
                ObjectMeta.plain(it.eTag()),
                it.size(),
                it.lastModified(),
                false);
    }

    static Listed of(DeleteMarkerEntry it) {
        return new Listed(it.key(), it.versionId(), "", 0, it.lastModified(), true);
    }
}
