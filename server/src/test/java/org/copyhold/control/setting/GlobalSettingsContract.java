package org.copyhold.control.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.control.setting.GlobalSetting.CROSS_ACCOUNT_BACKUP;
import static org.copyhold.control.setting.GlobalSetting.MULTI_PARTY_APPROVAL;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the settings of organisations promise. */
abstract class GlobalSettingsContract {
    private static final String MAIN = "123456789012";
    private static final String SISTER = "210987654321";
    private static final String ALONE = "555555555555";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");

    @TempDir Path folder;
    private final ServiceClock clock = new ServiceClock(() -> START);
    private Database database;
    private GlobalSettings settings;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeeper() {
        database = open(folder);
        var accounts =
                new Accounts(
                        List.of(
                                new Account(MAIN, "main", "o-home"),
                                new Account(SISTER, "sister", "o-home"),
                                new Account(ALONE, "alone", null)));
        settings = new GlobalSettings(database, accounts, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everythingIsOffUntilSomebodySwitchesItOn() {
        assertThat(settings.of(MAIN).on())
                .containsOnlyKeys(GlobalSetting.values())
                .doesNotContainValue(true);
        assertThat(settings.of(MAIN).changedAt()).isNull();
        assertThat(settings.crossAccountCopies("o-home")).isFalse();
        assertThat(settings.crossAccountCopiesOf(MAIN)).isFalse();
    }

    @Test
    void anyAccountOfAnOrganisationSwitchesForAllOfThem() {
        settings.change(SISTER, Map.of(CROSS_ACCOUNT_BACKUP, true));

        assertThat(settings.crossAccountCopies("o-home")).isTrue();
        assertThat(settings.crossAccountCopiesOf(MAIN)).isTrue();
        assertThat(settings.of(MAIN)).isEqualTo(settings.of(SISTER));
        assertThat(settings.crossAccountCopies("o-other")).isFalse();
        settings.change(MAIN, Map.of(CROSS_ACCOUNT_BACKUP, false));
        assertThat(settings.crossAccountCopies("o-home")).isFalse();
    }

    @Test
    void anAccountWithoutAnOrganisationHasSettingsOfItsOwnAndNobodyToCopyTo() {
        settings.change(ALONE, Map.of(CROSS_ACCOUNT_BACKUP, true));

        assertThat(settings.of(ALONE).on()).containsEntry(CROSS_ACCOUNT_BACKUP, true);
        assertThat(settings.of(MAIN).on()).containsEntry(CROSS_ACCOUNT_BACKUP, false);
        assertThat(settings.crossAccountCopiesOf(ALONE)).isFalse();
    }

    @Test
    void whatIsNotNamedStaysAndTheLastChangeIsDated() {
        settings.change(MAIN, Map.of(CROSS_ACCOUNT_BACKUP, true));
        clock.advance(Duration.ofHours(1));
        settings.change(MAIN, Map.of(MULTI_PARTY_APPROVAL, true));

        assertThat(settings.of(MAIN).on())
                .containsEntry(CROSS_ACCOUNT_BACKUP, true)
                .containsEntry(MULTI_PARTY_APPROVAL, true)
                .containsEntry(GlobalSetting.DELEGATED_ADMINISTRATOR, false);
        assertThat(settings.of(MAIN).changedAt()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void anUnknownSettingOrValueIsRefused() {
        assertRefused(
                () -> GlobalSetting.require("isLunchEnabled"),
                INVALID_PARAMETER_VALUE,
                "isCrossAccountBackupEnabled, isMpaEnabled, isDelegatedAdministratorEnabled");
        for (var value : List.of("yes", "TRUE", "", "1")) {
            assertRefused(
                    () -> CROSS_ACCOUNT_BACKUP.read(value),
                    INVALID_PARAMETER_VALUE,
                    "Valid values: true, false");
        }
    }
}
