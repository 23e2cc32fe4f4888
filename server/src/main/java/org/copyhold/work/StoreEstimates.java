package org.copyhold.work;

import org.copyhold.control.copy.Estimates;
import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** Asks the stores how much a copy would move; makes none where there is none. Thread-safe. */
public final class StoreEstimates implements Estimates {
    private static final Logger LOG = LoggerFactory.getLogger(StoreEstimates.class);

    private final AccountStores stores;

    public StoreEstimates(AccountStores stores) {
        this.stores = stores;
    }

    @Override
    public Optional<Estimate> of(PlannedCopy copy) {
        var destination = copy.destination();
        try {
            var to =
                    !copy.reencrypts() && stores.exists(destination.account(), destination.region())
                            ? stores.find(destination.account(), destination.region())
                            : Optional.<SealedStore>empty();
            var found = stores.of(copy.source()).estimate(copy.source().id(), to);
            return Optional.of(new Estimate(found.bytesToMove(), found.bytesThere()));
        } catch (StoreException e) {
            LOG.warn("A copy of {} cannot be estimated: {}", copy.source().arn(), e.explained());
            return Optional.empty();
        }
    }
}
