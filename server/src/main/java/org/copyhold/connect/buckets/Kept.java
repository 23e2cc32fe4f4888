package org.copyhold.connect.buckets;

import org.copyhold.connect.Report;
import org.copyhold.connect.aws.Answers;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

import java.util.Map;

/** What a backup keeps of objects beside what comes with them, and asks for object by object. */
record Kept(boolean accessLists, boolean tags) {
    private static final String ACLS = "BackupACLs";
    private static final String TAGS = "BackupObjectTags";
    private static final String DISABLED = "disabled";

    private static final String REFUSED =
            "they may not be read. Let the key s3:GetObjectAcl, or start jobs with BackupACLs:"
                    + " disabled";

    /** Asks for the access list of an object that nobody has. */
    private static final String NO_KEY = ".copyhold-has-no-object-of-this-key";

    /**
     * What the options of a job ask for, as far as the endpoint has it.
     *
     * @throws SdkException when the endpoint fails
     */
    static Kept of(Map<String, String> options, Bucket bucket, Report report) {
        var accessLists = options.getOrDefault(ACLS, "");
        var tags = !options.getOrDefault(TAGS, "").equals(DISABLED);
        if (accessLists.equals(DISABLED)) {
            return new Kept(false, tags);
        }
        var why = whyNone(bucket);
        if (why.isEmpty()) {
            return new Kept(true, tags);
        }
        var line = "has no access lists of objects that could be kept: " + why;
        if (accessLists.isEmpty() && !why.equals(REFUSED)) {
            report.tell(bucket.shown() + " " + line);
        } else {
            report.problem(bucket.name(), line);
        }
        return new Kept(false, tags);
    }

    private static String whyNone(Bucket bucket) {
        if (areTurnedOff(bucket)) {
            return "they are turned off (BucketOwnerEnforced)";
        }
        try {
            bucket.client().getObjectAcl(it -> it.bucket(bucket.name()).key(NO_KEY));
            return "the endpoint answers for objects that are not there";
        } catch (SdkException e) {
            if (Bucket.isForbidden(e)) {
                return REFUSED;
            }
            if (Bucket.isUnheardOf(e)) {
                return Answers.reason(e);
            }
            if (Bucket.isMissing(e)) {
                return "";
            }
            throw e;
        }
    }

    private static boolean areTurnedOff(Bucket bucket) {
        try {
            return bucket
                    .client()
                    .getBucketOwnershipControls(it -> it.bucket(bucket.name()))
                    .ownershipControls()
                    .rules()
                    .stream()
                    .anyMatch(it -> it.objectOwnership() == ObjectOwnership.BUCKET_OWNER_ENFORCED);
        } catch (SdkException e) {
            if (Answers.isPassing(e) && !Bucket.isUnheardOf(e)) {
                throw e;
            }
            return false; // there are no such controls, or they may not be read
        }
    }
}
