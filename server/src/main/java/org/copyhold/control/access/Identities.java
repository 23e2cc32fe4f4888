package org.copyhold.control.access;

import org.copyhold.control.policy.Policy;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who can act here: accounts, their users and roles, and what each may do. */
public final class Identities {
    private final Accounts accounts;
    private final boolean listsRoles;
    private final Set<Arn> known = new HashSet<>();
    private final Map<Arn, Policy> policies = new HashMap<>();

    /**
     * @param roles those that jobs may name; none for every role of the caller's account
     */
    public Identities(Accounts accounts, Collection<User> users, Collection<Role> roles) {
        this.accounts = accounts;
        this.listsRoles = !roles.isEmpty();
        users.forEach(user -> add(user.arn(), user.policy()));
        roles.forEach(role -> add(role.arn(), role.policy()));
    }

    /** The policy that says what a user or role may do; empty when nothing limits it. */
    public Optional<Policy> policy(Arn principal) {
        return Optional.ofNullable(policies.get(principal));
    }

    /** Whether the account has a user of that name. */
    public boolean hasUser(String account, String name) {
        return known.contains(new User(account, name, null).arn());
    }

    /** The organization that an account belongs to, if any. */
    public Optional<String> organization(String account) {
        return accounts.find(account).map(Account::organization);
    }

    /** Whether somebody of that ARN can act here, so that a policy may name it. */
    public boolean knows(Arn principal) {
        if (accounts.find(principal.account()).isEmpty()) {
            return false;
        }
        var resource = principal.resource();
        if (resource.startsWith("user/")) {
            return known.contains(principal);
        }
        return !resource.startsWith("role/")
                || !listsRoles
                || known.contains(principal)
                || resource.startsWith("role/aws-service-role/");
    }

    private void add(Arn arn, @Nullable Policy policy) {
        known.add(arn);
        if (policy != null) {
            policies.put(arn, policy);
        }
    }
}
