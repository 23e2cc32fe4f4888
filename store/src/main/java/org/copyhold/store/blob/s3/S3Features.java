package org.copyhold.store.blob.s3;

/**
 * What an endpoint was seen to do.
 *
 * @param putsIfAbsent whether a PUT with {@code If-None-Match: *} leaves a taken name alone
 * @param copies whether it copies objects by itself, and tells their CRC32C afterwards
 * @param versions whether the bucket keeps versions: a deletion then has to name one
 * @param locks whether it keeps objects from being deleted where it is asked to
 */
record S3Features(
        boolean putsIfAbsent, Proof proof, boolean copies, boolean versions, boolean locks) {

    /** How it can be seen that an object is what was sent. */
    enum Proof {
        /** By the CRC32C that the endpoint keeps. */
        CRC32C,
        /** By its entity tag, which is the content's MD5. */
        MD5,
        /** By reading it. */
        READING
    }
}
