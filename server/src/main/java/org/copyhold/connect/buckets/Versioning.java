package org.copyhold.connect.buckets;

/** Whether a bucket keeps the versions of its objects. */
enum Versioning {
    /** It never has, or its endpoint knows nothing of versions. */
    NEVER,
    /** Each object that is put is one more version. */
    ON,
    /** It has versions, and makes no more of them. */
    SUSPENDED,
    /** The endpoint does not let us ask. */
    HIDDEN
}
