/**
 * What all resource types have in common whose endpoints speak an API of AWS: clients, and words
 * for what they answer.
 */
@NullMarked
package org.copyhold.connect.aws;

import org.jspecify.annotations.NullMarked;
