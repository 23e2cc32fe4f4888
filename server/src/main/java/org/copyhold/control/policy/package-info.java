/**
 * Policy documents in IAM's language: reading them, and what they say about a request.
 *
 * <p>Knows no vault, no account and no database: a request comes here as names and condition keys.
 */
@NullMarked
package org.copyhold.control.policy;

import org.jspecify.annotations.NullMarked;
