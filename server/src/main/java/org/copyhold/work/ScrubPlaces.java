package org.copyhold.work;

import org.copyhold.control.event.Event;
import org.copyhold.kit.Regions;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which stores are verified in the background, and whose they are: ordinary and cold ones of every
 * account and Region. Thread-safe.
 *
 * @param accounts ids of the accounts there are
 * @param buckets whether stores in buckets are verified too
 */
public record ScrubPlaces(
        Regions regions, Supplier<? extends Collection<String>> accounts, boolean buckets) {
    private static final String BUCKET = "s3:";

    /** The place of the store at a location; empty when that one is left out. */
    public Optional<Event.Place> of(String location) {
        if (!buckets && location.startsWith(BUCKET)) {
            return Optional.empty();
        }
        return accounts.get().stream()
                .flatMap(
                        account ->
                                regions.names().stream()
                                        .map(region -> new Event.Place(account, region)))
                .filter(it -> regions.stores(it.account(), it.region()).contains(location))
                .findFirst();
    }
}
