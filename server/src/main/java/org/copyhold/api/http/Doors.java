package org.copyhold.api.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.jspecify.annotations.Nullable;

import java.util.function.BooleanSupplier;

/**
 * The unsigned doors beside the API.
 *
 * @param ready what {@code GET /copyhold/health} answers
 * @param metrics what {@code GET /copyhold/metrics} shows, and where requests are counted; absent
 *     when switched off
 * @param testing absent unless the server runs with {@code testing: true}
 */
public record Doors(
        BooleanSupplier ready,
        @Nullable PrometheusMeterRegistry metrics,
        @Nullable Testing testing) {}
