/**
 * Folder trees on Linux, offered as EFS file systems: reading them for backups, making them from
 * recovery points, comparing them.
 *
 * <p>Speaks to the kernel through the C library, for names are bytes and Java's file classes hide
 * half of what a file has. Every step below a root is relative to an open folder and follows no
 * link, so nothing outside the root is read or written.
 */
@NullMarked
package org.copyhold.connect.files;

import org.jspecify.annotations.NullMarked;
