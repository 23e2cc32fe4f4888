/** Tests of the blobs in buckets, against two servers that speak S3. */
@NullMarked
package org.copyhold.store.blob.s3;

import org.jspecify.annotations.NullMarked;
