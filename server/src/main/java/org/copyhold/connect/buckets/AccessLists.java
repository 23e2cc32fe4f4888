package org.copyhold.connect.buckets;

import org.copyhold.connect.Report;
import org.copyhold.connect.aws.Answers;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.Owner;

/** Gives objects the access lists that were kept of them, where the endpoint takes them. */
final class AccessLists {
    private final Bucket bucket;
    private final Report report;
    private volatile @Nullable Owner owner;

    AccessLists(Bucket bucket, Report report) {
        this.bucket = bucket;
        this.report = report;
    }

    /**
     * Gives an object its list.
     *
     * @param version null where none are kept
     * @throws SdkException when the endpoint fails; one that has no lists is reported
     */
    void put(String key, @Nullable String version, AccessList list) {
        try {
            var policy = list.policy(owner());
            bucket.client()
                    .putObjectAcl(
                            it ->
                                    it.bucket(bucket.name())
                                            .key(key)
                                            .versionId(version)
                                            .accessControlPolicy(policy));
        } catch (SdkException e) {
            if (!Bucket.isUnheardOf(e) && !Bucket.isForbidden(e)) {
                throw e;
            }
            report.problem(key, "is restored without its access list: " + Answers.reason(e));
        }
    }

    private Owner owner() {
        var known = owner;
        if (known == null) {
            known = bucket.client().getBucketAcl(it -> it.bucket(bucket.name())).owner();
            owner = known;
        }
        return known;
    }
}
