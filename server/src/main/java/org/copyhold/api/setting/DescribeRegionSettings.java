package org.copyhold.api.setting;

import org.copyhold.api.Operation;
import org.copyhold.control.setting.Preference;
import org.copyhold.control.setting.RegionSettings;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeRegionSettingsRequest;
import software.amazon.awssdk.services.backup.model.DescribeRegionSettingsResponse;

/** Shows what the caller's account has chosen for resource types in a Region. */
public final class DescribeRegionSettings
        implements Operation<DescribeRegionSettingsRequest, DescribeRegionSettingsResponse> {
    private final RegionSettings settings;

    public DescribeRegionSettings(RegionSettings settings) {
        this.settings = settings;
    }

    @Override
    public DescribeRegionSettingsResponse handle(Caller caller, DescribeRegionSettingsRequest in) {
        return DescribeRegionSettingsResponse.builder()
                .resourceTypeOptInPreference(settings.of(caller, Preference.OPT_IN))
                .resourceTypeManagementPreference(settings.of(caller, Preference.MANAGEMENT))
                .build();
    }
}
