package org.copyhold.work;

import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;
import org.copyhold.store.Contents;
import org.copyhold.store.NewPoint;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a store keeps, readable without a key, so that the service's rows can be made again from it.
 */
final class Labels {
    private Labels() {}

    /** A recovery point as its store is to keep it. */
    static NewPoint newPoint(RecoveryPoint point, Vault vault, Contents contents) {
        return new NewPoint(
                point.id(),
                vault.id(),
                vault.account(),
                point.origin().resource().toString(),
                AccountStores.key(vault.key()),
                of(point),
                point.state().labels(),
                of(vault),
                contents);
    }

    /** What of a recovery point never changes. */
    private static Map<String, String> of(RecoveryPoint point) {
        var labels = new TreeMap<String, String>();
        labels.put("arn", point.arn().toString());
        labels.put("resource", point.origin().resource().toString());
        labels.put("resourceType", point.origin().resourceType());
        labels.put("role", point.origin().iamRoleArn());
        labels.put("created", point.dates().created().toString());
        labels.put("initiated", point.dates().initiated().toString());
        labels.put("completed", point.dates().completed().toString());
        var name = point.origin().resourceName();
        if (name != null) {
            labels.put("resourceName", name);
        }
        var source = point.origin().sourceVault();
        if (source != null) {
            labels.put("sourceVault", source.toString());
        }
        return labels;
    }

    /** What of a vault a recovery point needs. */
    private static Map<String, String> of(Vault vault) {
        return Map.of(
                "account", vault.account(),
                "region", vault.region(),
                "name", vault.name(),
                "created", vault.createdAt().toString(),
                "encryptionKey", vault.encryptionKeyArn());
    }
}
