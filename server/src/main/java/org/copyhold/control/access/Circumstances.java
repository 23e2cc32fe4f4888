package org.copyhold.control.access;

import org.copyhold.control.policy.Keys;
import org.copyhold.kit.Arn;
import org.copyhold.kit.ServiceClock;

import java.util.List;
import java.util.Optional;

/** Fills the condition keys that every request has: who asks, when, where, and how. */
public final class Circumstances {
    private final Identities identities;
    private final ServiceClock clock;
    private final boolean secureTransport;

    /**
     * @param secureTransport whether requests come by TLS
     */
    public Circumstances(Identities identities, ServiceClock clock, boolean secureTransport) {
        this.identities = identities;
        this.clock = clock;
        this.secureTransport = secureTransport;
    }

    /**
     * Adds them.
     *
     * @param region the Region that the request is for
     */
    Keys add(Keys keys, Arn principal, String region) {
        var now = clock.instant();
        keys.with("aws:PrincipalArn", principal)
                .with("aws:PrincipalAccount", principal.account())
                .with("aws:PrincipalIsAWSService", false)
                .with("aws:ViaAWSService", false)
                .with("aws:SecureTransport", secureTransport)
                .with("aws:RequestedRegion", region)
                .with("aws:CurrentTime", now)
                .with("aws:EpochTime", now.getEpochSecond());
        addKind(keys, principal.resource());
        addOrganization(keys, "aws:Principal", principal.account());
        return keys;
    }

    /** Says whose the resource is. */
    void addOwner(Keys keys, String account) {
        keys.with("aws:ResourceAccount", account);
        addOrganization(keys, "aws:Resource", account);
    }

    /** The organization of an account as a path, behind which units would stand. */
    Optional<String> organizationPath(String account) {
        return identities.organization(account).map(it -> it + "/");
    }

    private void addOrganization(Keys keys, String prefix, String account) {
        identities.organization(account).ifPresent(it -> keys.with(prefix + "OrgID", it));
        organizationPath(account).ifPresent(it -> keys.with(prefix + "OrgPaths", it));
    }

    private static void addKind(Keys keys, String resource) {
        var parts = List.of(resource.split("/", 2));
        switch (parts.getFirst()) {
            case "user" ->
                    keys.with("aws:PrincipalType", "User").with("aws:username", parts.getLast());
            case "role" -> keys.with("aws:PrincipalType", "AssumedRole");
            default -> keys.with("aws:PrincipalType", "Account");
        }
    }
}
