/**
 * The command line: reads arguments, prints answers. Each command has a class of its name.
 *
 * <p>Commands that manage a server run inside it when it is up, reached through a socket in the
 * data folder, and otherwise on the data folder itself. What they do is the server's; only words
 * and exit codes are decided here.
 */
@NullMarked
package org.copyhold.cli;

import org.jspecify.annotations.NullMarked;
