package org.copyhold.control.resource;

import org.copyhold.kit.Arn;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps the declared resources. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "UnusedVariable"})
public final class Resources {
    private final Database database;
    private final ServiceClock clock;

    public Resources(Database database, ServiceClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes over what the configuration declares, at each start: its paths win, and what it
     * declared earlier and does not declare any more goes. Resources added otherwise stay.
     */
    public void configure(Collection<DeclaredResource> resources) {
        throw new UnsupportedOperationException(database + "" + clock);
    }

    /** Declares a resource, or gives it another path. Joins the caller's transaction. */
    public void add(DeclaredResource resource) {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes a resource; its recovery points stay.
     *
     * @return false when there is none
     */
    public boolean remove(Arn arn) {
        throw new UnsupportedOperationException();
    }

    /** The resource of that ARN. */
    public Optional<DeclaredResource> find(Arn arn) {
        throw new UnsupportedOperationException();
    }

    /** All of them, by ARN. */
    public List<DeclaredResource> list() {
        throw new UnsupportedOperationException();
    }
}
