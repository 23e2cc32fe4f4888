/**
 * {@code copyhold demo}: a backup, a copy and a restore of real files, shown as they happen.
 *
 * <p>Uses a server as any client does, over its port with the AWS SDK; only the live progress of a
 * copy comes from inside, because AWS Backup's API does not tell it.
 */
@NullMarked
package org.copyhold.cli.demo;

import org.jspecify.annotations.NullMarked;
