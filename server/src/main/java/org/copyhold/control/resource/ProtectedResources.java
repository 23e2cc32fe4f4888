package org.copyhold.control.resource;

import org.copyhold.kit.Arn;
import org.copyhold.kit.Page;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Database;

import java.util.Optional;

/**
 * Tells which resources have recovery points; read from these, so nothing can differ. Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "UnusedVariable"})
public final class ProtectedResources {
    private final Database database;

    public ProtectedResources(Database database) {
        this.database = database;
    }

    /** Those of an account and Region, by ARN. */
    public Slice<ProtectedResource> list(String account, String region, Page page) {
        throw new UnsupportedOperationException(database.toString());
    }

    /** Those with recovery points in one vault, by ARN. */
    public Slice<ProtectedResource> listByVault(String vaultId, Page page) {
        throw new UnsupportedOperationException();
    }

    /** The one of that ARN in an account and Region. */
    public Optional<ProtectedResource> find(String account, String region, Arn arn) {
        throw new UnsupportedOperationException();
    }
}
