package org.copyhold.control.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.control.setting.Preference.MANAGEMENT;
import static org.copyhold.control.setting.Preference.OPT_IN;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Caller;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** What the settings of accounts in a Region promise. */
abstract class RegionSettingsContract {
    private static final Caller EAST = new Caller("123456789012", "us-east-1", "testing");
    private static final Caller WEST = new Caller("123456789012", "eu-west-1", "testing");
    private static final Caller OTHER = new Caller("210987654321", "us-east-1", "testing");

    @TempDir Path folder;
    private Database database;
    private RegionSettings settings;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeeper() {
        database = open(folder);
        settings = new RegionSettings(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyTypeIsOnUntilItIsSwitchedOff() {
        assertThat(settings.of(EAST, OPT_IN))
                .containsOnlyKeys(OPT_IN.types())
                .containsEntry("EFS", true)
                .doesNotContainValue(false);
        assertThat(settings.of(EAST, MANAGEMENT)).containsOnlyKeys(MANAGEMENT.types());
    }

    @Test
    void aChoiceIsTheAccountsInTheRegionAndTheRestStays() {
        settings.change(
                EAST, Map.of(OPT_IN, Map.of("EFS", false), MANAGEMENT, Map.of("DynamoDB", false)));
        settings.change(EAST, Map.of(OPT_IN, Map.of("EBS", false), MANAGEMENT, Map.of()));

        assertThat(settings.of(EAST, OPT_IN))
                .containsEntry("EFS", false)
                .containsEntry("EBS", false)
                .containsEntry("S3", true);
        assertThat(settings.of(EAST, MANAGEMENT))
                .containsEntry("DynamoDB", false)
                .containsEntry("EFS", true);
        assertThat(settings.of(WEST, OPT_IN)).doesNotContainValue(false);
        assertThat(settings.of(OTHER, OPT_IN)).doesNotContainValue(false);
        settings.change(EAST, Map.of(OPT_IN, Map.of("EFS", true)));
        assertThat(settings.of(EAST, OPT_IN)).containsEntry("EFS", true);
    }

    @Test
    void anUnknownTypeIsRefusedAndNothingChanges() {
        assertRefused(
                () -> settings.change(EAST, Map.of(OPT_IN, Map.of("EFS", false, "Fridge", true))),
                INVALID_PARAMETER_VALUE,
                "\"Fridge\" for ResourceTypeOptInPreference");
        assertRefused(
                () -> settings.change(EAST, Map.of(MANAGEMENT, Map.of("EBS", true))),
                INVALID_PARAMETER_VALUE,
                "[CloudFormation, DSQL, DynamoDB, EFS]");
        assertThat(settings.of(EAST, OPT_IN)).containsEntry("EFS", true);
    }
}
