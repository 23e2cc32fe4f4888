package org.copyhold.store.blob.s3;

/**
 * What an endpoint was seen to do.
 *
 * @param putsIfAbsent whether a PUT with {@code If-None-Match: *} leaves a taken name alone
 * @param copies whether it copies objects by itself, and tells their CRC32C afterwards
 */
record S3Features(boolean putsIfAbsent, Proof proof, boolean copies) {

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
