package org.copyhold.control.vault;

import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.copyhold.kit.Recent;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Conditions;
import org.jdbi.v3.core.Handle;

/**
 * Reads lists of vaults, but none again that nothing has changed: clients ask for them in loops,
 * and counting changes costs a fiftieth of reading some hundred rows. Thread-safe.
 */
final class VaultLists {
    private static final int MOST_LISTS = 64;

    private final Recent<Name, Read> lists = new Recent<>(MOST_LISTS);

    /** The very same slice as long as no vault of the caller's account and Region changes. */
    Slice<Vault> get(Handle handle, Caller caller, Page page) {
        if (handle.isInTransaction()) {
            // What it sees may be undone, and the count be used again for something else.
            return read(handle, caller, page);
        }
        // The count comes first: rows may only be newer than the count they are kept under.
        var changes = VaultChanges.count(handle, caller.account(), caller.region());
        var name = new Name(caller.account(), caller.region(), page);
        var known = lists.get(name).filter(list -> list.changes() == changes);
        return known.orElseGet(
                        () -> {
                            var read = new Read(changes, read(handle, caller, page));
                            lists.put(name, read);
                            return read;
                        })
                .slice();
    }

    private static Slice<Vault> read(Handle handle, Caller caller, Page page) {
        var conditions =
                Conditions.where("account = :account", "account", caller.account())
                        .and("region = :region", "region", caller.region())
                        .behind(page.after(), "created_at", "id");
        var query =
                handle.createQuery(
                        "select "
                                + VaultRows.COLUMNS
                                + " from vault where "
                                + conditions.sql()
                                + " order by created_at desc, id desc limit :limit");
        var found =
                conditions.bind(query).bind("limit", page.size() + 1).map(VaultRows::vault).list();
        return Slice.of(
                found, page, vault -> new Position(vault.createdAt().toEpochMilli(), vault.id()));
    }

    private record Name(String account, String region, Page page) {}

    private record Read(long changes, Slice<Vault> slice) {}
}
