package org.copyhold.control.copy;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A copy as it would be made now: what gates judge. {@link CopyPlans} makes it from an order or a
 * job.
 *
 * @param account who asks for it, and whose the source is
 * @param region where it is asked for, and where the source is
 * @param role the role given for it
 * @param sourceVault the vault that holds the source
 * @param source the recovery point, as it is now
 * @param destination the ARN of the destination vault, as {@code …:backup-vault:name}
 * @param destinationVault that vault; null when there is none
 * @param lifecycle the lifecycle that the copy would have, counted from the source's creation
 * @param tags the tags that the copy would have, however many
 * @param reencrypts whether it is sealed anew
 */
public record PlannedCopy(
        String account,
        String region,
        Arn role,
        Vault sourceVault,
        RecoveryPoint source,
        Arn destination,
        @Nullable Vault destinationVault,
        Lifecycle lifecycle,
        Map<String, String> tags,
        boolean reencrypts) {
    public PlannedCopy {
        tags = Map.copyOf(tags);
    }

    /** The same, sealed anew if that is asked for, or if the destination has all its copies so. */
    PlannedCopy reencrypting(boolean asked) {
        return new PlannedCopy(
                account,
                region,
                role,
                sourceVault,
                source,
                destination,
                destinationVault,
                lifecycle,
                tags,
                asked || (destinationVault != null && destinationVault.reencrypts()));
    }

    /** Whether it leaves its account. */
    public boolean crossesAccounts() {
        return !account.equals(destination.account());
    }

    /** Whether it leaves its Region. */
    public boolean crossesRegions() {
        return !region.equals(destination.region());
    }

    /** Tags are a customer's own words: kept out of logs. */
    @Override
    public String toString() {
        return "PlannedCopy[" + source.arn() + " to " + destination + "]";
    }
}
