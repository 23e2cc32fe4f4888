/** What keeps the house in order: tests that read the code itself. They see every module. */
@NullMarked
package org.copyhold.house;

import org.jspecify.annotations.NullMarked;
