/**
 * REST-JSON: paths, queries and bodies into the AWS SDK's model classes and back, driven by their
 * {@code sdkFields()}; the table of all operations; page tokens.
 *
 * <p>Knows nothing of HTTP servers, signatures or what an operation means.
 */
@NullMarked
package org.copyhold.api.wire;

import org.jspecify.annotations.NullMarked;
