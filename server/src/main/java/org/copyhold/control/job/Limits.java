package org.copyhold.control.job;

/**
 * How many jobs may do something at once; 0 means as many as come.
 *
 * @param copiesPerAccountAndRegion copies that run, by account and destination Region
 * @param copiesPerVault copies that run, by destination vault
 * @param jobsPerResource backups and copies that run, by resource
 * @param waitingCopies copies of an account in a Region that wait; more are refused
 */
public record Limits(
        int copiesPerAccountAndRegion, int copiesPerVault, int jobsPerResource, int waitingCopies) {
    /** AWS Backup's own. */
    public static final Limits DEFAULT = new Limits(100, 5, 1, 0);

    /** How many may be in a lane of that kind. */
    public int of(Lane.Kind kind) {
        return switch (kind) {
            case RESOURCE -> jobsPerResource;
            case VAULT -> copiesPerVault;
            case COPIES -> copiesPerAccountAndRegion;
        };
    }
}
