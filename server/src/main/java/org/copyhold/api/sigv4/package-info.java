/**
 * AWS Signature Version 4: who signed a request, and whether it arrived as it was signed.
 *
 * <p>Knows nothing of operations, JSON or the HTTP server.
 */
@NullMarked
package org.copyhold.api.sigv4;

import org.jspecify.annotations.NullMarked;
