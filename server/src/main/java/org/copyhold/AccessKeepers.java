package org.copyhold;

import org.copyhold.control.access.AccessKeys;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.access.Authorisation;
import org.copyhold.control.access.Circumstances;
import org.copyhold.control.access.CopyRights;
import org.copyhold.control.access.Holdings;
import org.copyhold.control.access.Identities;
import org.copyhold.control.key.Keyring;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

/** Who there is and what they may do, wired. */
final class AccessKeepers {
    final Accounts accounts;
    final AccessKeys keys;
    final VaultPolicies vaultPolicies;
    private final Identities identities;
    private final Circumstances circumstances;

    AccessKeepers(Config config, Database database, Keyring keyring, ServiceClock clock) {
        accounts = Settings.accounts(config);
        identities = Settings.identities(config, accounts);
        keys = new AccessKeys(database, keyring, clock, identities, Settings.credentials(config));
        vaultPolicies = new VaultPolicies(database, clock, identities::knows);
        circumstances = new Circumstances(identities, clock, config.tls() != null);
    }

    /** What requests are let in by. */
    Authorisation authorisation(Vaults vaults, RecoveryPoints points) {
        return new Authorisation(identities, holdings(vaults, points), circumstances);
    }

    /** What copies are let out and in by. */
    CopyRights copyRights(Vaults vaults, RecoveryPoints points) {
        return new CopyRights(identities, holdings(vaults, points), circumstances);
    }

    private Holdings holdings(Vaults vaults, RecoveryPoints points) {
        return new Holdings(vaults, points, vaultPolicies);
    }
}
