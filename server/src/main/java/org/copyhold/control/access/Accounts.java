package org.copyhold.control.access;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of this server, as the configuration names them. */
public final class Accounts {
    private final Map<String, Account> byId = new LinkedHashMap<>();

    public Accounts(Collection<Account> accounts) {
        for (var account : accounts) {
            if (byId.putIfAbsent(account.id(), account) != null) {
                throw new IllegalArgumentException(
                        "Account " + account.id() + " is configured twice");
            }
        }
    }

    /** The account of that id. */
    public Optional<Account> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, in the configuration's order. */
    public List<Account> list() {
        return List.copyOf(byId.values());
    }
}
