/**
 * Named sequences of bytes, durable once written: in memory and in a folder; {@code s3} has those
 * in a bucket.
 *
 * <p>Knows no format, no key, no other room.
 */
@NullMarked
package org.copyhold.store.blob;

import org.jspecify.annotations.NullMarked;
