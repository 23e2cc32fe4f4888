package org.copyhold.connect.buckets;

import org.copyhold.connect.Item;
import org.jspecify.annotations.Nullable;

/** What a bucket holds, in the order of keys, as a listing gives it. */
interface Listing {
    /**
     * The next item, or null behind the last.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when the endpoint fails
     */
    @Nullable Item next();
}
