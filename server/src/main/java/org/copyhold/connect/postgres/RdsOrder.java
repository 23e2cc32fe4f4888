package org.copyhold.connect.postgres;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the restore metadata of a DB instance asks for. Those keys that mean nothing here
 * (DBInstanceClass, MultiAZ, …) are accepted, for clients send them along.
 */
record RdsOrder(Resource created) {
    static final String IDENTIFIER = "DBInstanceIdentifier";
    static final String ENGINE = "Engine";
    static final String POSTGRES = "postgres";

    private static final String TIME = "RestoreTime";
    private static final String LATEST = "UseLatestRestorableTime";
    private static final int DIGITS = 8;
    private static final Pattern NAME = Pattern.compile("[a-z](-?[a-z0-9]){0,62}");

    /**
     * Reads an order.
     *
     * @throws org.copyhold.kit.BackupException when it cannot be followed
     */
    static RdsOrder of(RestoreOrder order) {
        var asked = order.asked();
        var said = asked.get(IDENTIFIER);
        var name = String.valueOf(said).toLowerCase(Locale.ROOT);
        check(
                said != null && NAME.matcher(name).matches(),
                "Metadata must have %s, what the new DB instance is called: a letter, then letters, digits and single hyphens."
                        .formatted(IDENTIFIER));
        var engine = asked.get(ENGINE);
        check(
                engine == null || engine.equalsIgnoreCase(POSTGRES),
                "%s \"%s\" is not what the recovery point is of, which is %s."
                        .formatted(ENGINE, engine, POSTGRES));
        check(
                asked.get(TIME) == null && !asked.isTrue(LATEST),
                "%s and %s are for continuous recovery points; this one has a single state."
                        .formatted(TIME, LATEST));
        var place = order.place();
        var folder = place.newResources().resolve("db-" + name + "-" + order.digits(DIGITS));
        var arn = Arn.of("rds", place.region(), place.account(), "db:" + name);
        return new RdsOrder(new Resource(arn, folder));
    }

    /**
     * Refuses a name that is taken.
     *
     * @throws org.copyhold.kit.BackupException when it is
     */
    void checkIsFree(RestoreOrder order) {
        check(
                order.place().resources().apply(created.arn()).isEmpty(),
                "DB instance %s already exists: %s is declared as a resource. Name another one."
                        .formatted(
                                created.arn().resource().substring("db:".length()), created.arn()));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw INVALID_PARAMETER_VALUE.with(otherwise);
        }
    }
}
