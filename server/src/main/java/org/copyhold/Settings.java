package org.copyhold;

import org.copyhold.api.http.Listen;
import org.copyhold.connect.Endpoint;
import org.copyhold.connect.postgres.DatabaseServer;
import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.access.Identities;
import org.copyhold.control.access.Role;
import org.copyhold.control.access.User;
import org.copyhold.control.job.Roles;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.kit.Credential;
import org.copyhold.kit.Regions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration as each room wants to hear it. */
final class Settings {
    private Settings() {}

    static Listen listen(Config config) {
        var tls = config.tls();
        return new Listen(
                config.listen().host(),
                config.listen().port(),
                tls == null ? null : new Listen.Tls(tls.certificate(), tls.key()));
    }

    static Regions regions(Config config) {
        var roots = new LinkedHashMap<String, String>();
        var coldRoots = new LinkedHashMap<String, String>();
        config.regions()
                .forEach(
                        (name, region) -> {
                            roots.put(name, region.store());
                            region.cold().ifPresent(cold -> coldRoots.put(name, cold.store()));
                        });
        return new Regions(roots, coldRoots);
    }

    static Accounts accounts(Config config) {
        return new Accounts(
                config.accounts().stream()
                        .map(it -> new Account(it.id(), it.name(), it.organization()))
                        .toList());
    }

    static Map<String, Credential> credentials(Config config) {
        var credentials = new LinkedHashMap<String, Credential>();
        for (var account : config.accounts()) {
            for (var key : account.accessKeys()) {
                credentials.put(key.id(), new Credential(account.id(), key.secret()));
            }
            for (var user : account.users()) {
                for (var key : user.accessKeys()) {
                    credentials.put(
                            key.id(), new Credential(account.id(), user.name(), key.secret()));
                }
            }
        }
        return credentials;
    }

    static Identities identities(Config config, Accounts accounts) {
        var users =
                config.accounts().stream()
                        .flatMap(
                                account ->
                                        account.users().stream()
                                                .map(
                                                        it ->
                                                                new User(
                                                                        account.id(),
                                                                        it.name(),
                                                                        it.policy())))
                        .toList();
        var roles = config.roles().stream().map(it -> new Role(it.arn(), it.policy())).toList();
        return new Identities(accounts, users, roles);
    }

    static List<DeclaredResource> resources(Config config) {
        return config.resources().stream().map(ResourceConfig::declared).toList();
    }

    static Map<String, Endpoint> endpoints(Config config) {
        return config.endpoints().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().place()));
    }

    static Map<String, DatabaseServer> databases(Config config) {
        return config.databases().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().place()));
    }

    static Roles roles(Config config) {
        return new Roles(
                config.roles().stream()
                        .map(role -> role.arn().toString())
                        .collect(Collectors.toSet()));
    }
}
