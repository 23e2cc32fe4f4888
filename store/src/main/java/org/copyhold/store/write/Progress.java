package org.copyhold.store.write;

/**
 * How far an ingest has come.
 *
 * @param entries entries taken, kept ones included
 * @param logicalBytes the sum of their sizes
 * @param readBytes bytes of content that were read
 * @param storedBytes bytes of frames that were new to the store
 * @param skippedBytes bytes of content that the store had already
 */
public record Progress(
        long entries, long logicalBytes, long readBytes, long storedBytes, long skippedBytes) {}
