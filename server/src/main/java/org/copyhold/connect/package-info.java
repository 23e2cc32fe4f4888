/**
 * Resource types: what reads a resource for a backup, and what makes one from a recovery point.
 *
 * <p>A type lives in a room of its own below this one and knows nothing of stores, jobs or the API;
 * {@code work} carries between connectors and stores. Depends on {@code kit} alone.
 */
@NullMarked
package org.copyhold.connect;

import org.jspecify.annotations.NullMarked;
