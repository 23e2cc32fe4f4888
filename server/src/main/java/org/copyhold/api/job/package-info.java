/**
 * What the operations about backup, copy and restore jobs have in common: filters, lifecycles,
 * ARNs.
 *
 * <p>No operation lives here, and nothing that only one kind of jobs needs.
 */
@NullMarked
package org.copyhold.api.job;

import org.jspecify.annotations.NullMarked;
