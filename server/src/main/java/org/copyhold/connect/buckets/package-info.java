/**
 * Buckets on any endpoint that speaks S3: their objects with metadata and tags, listed and read in
 * the order of their keys, and put back into the same or another bucket.
 */
@NullMarked
package org.copyhold.connect.buckets;

import org.jspecify.annotations.NullMarked;
