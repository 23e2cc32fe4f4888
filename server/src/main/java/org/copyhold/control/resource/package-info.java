/**
 * Resources that may be backed up: declared by the configuration, the command line or a restore.
 *
 * <p>What reads them is a connector; here are only ARN, path and type.
 */
@NullMarked
package org.copyhold.control.resource;

import org.jspecify.annotations.NullMarked;
