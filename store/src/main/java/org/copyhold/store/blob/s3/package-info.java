/**
 * Blobs as objects in a bucket, behind any endpoint that speaks S3.
 *
 * <p>The only room of the stores that knows an S3 client. Knows no format and no key.
 */
@NullMarked
package org.copyhold.store.blob.s3;

import org.jspecify.annotations.NullMarked;
