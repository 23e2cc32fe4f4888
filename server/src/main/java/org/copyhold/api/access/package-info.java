/**
 * What each request does to what, in the words of policies, and the gate that asks whether it may.
 *
 * <p>Reads requests by the names of their members, so that no operation can be forgotten; decides
 * nothing by itself.
 */
@NullMarked
package org.copyhold.api.access;

import org.jspecify.annotations.NullMarked;
