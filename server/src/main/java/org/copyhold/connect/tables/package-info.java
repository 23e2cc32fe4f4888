/**
 * Tables of endpoints that speak DynamoDB: their schema, settings and items, scanned in segments
 * within a rate, and put into new tables.
 */
@NullMarked
package org.copyhold.connect.tables;

import org.jspecify.annotations.NullMarked;
