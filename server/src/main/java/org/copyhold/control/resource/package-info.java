/**
 * Resources that may be backed up: declared by the configuration, the command line or a restore.
 *
 * <p>What reads them is a connector; here are only ARN, type, tags, and where it lies or what
 * members it consists of.
 */
@NullMarked
package org.copyhold.control.resource;

import org.jspecify.annotations.NullMarked;
