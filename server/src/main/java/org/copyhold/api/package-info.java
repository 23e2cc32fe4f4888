/**
 * The AWS Backup API: operations by their AWS names, and the way from a verified request to an
 * answer.
 *
 * <p>AWS field names live here and in the sub-rooms only. An operation looks up, refuses or acts,
 * and answers; it calls control, never SQL, stores or connectors.
 */
@NullMarked
package org.copyhold.api;

import org.jspecify.annotations.NullMarked;
