/** What tests of several modules use; it knows none of them, and nothing that ships knows it. */
@NullMarked
package org.copyhold.testing;

import org.jspecify.annotations.NullMarked;
