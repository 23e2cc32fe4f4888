package org.copyhold.api.setting;

import org.copyhold.api.Operation;
import org.copyhold.control.setting.Preference;
import org.copyhold.control.setting.RegionSettings;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.UpdateRegionSettingsRequest;
import software.amazon.awssdk.services.backup.model.UpdateRegionSettingsResponse;

import java.util.Map;

/** Changes what the caller's account chooses for resource types in a Region. */
public final class UpdateRegionSettings
        implements Operation<UpdateRegionSettingsRequest, UpdateRegionSettingsResponse> {
    private final RegionSettings settings;

    public UpdateRegionSettings(RegionSettings settings) {
        this.settings = settings;
    }

    @Override
    public UpdateRegionSettingsResponse handle(Caller caller, UpdateRegionSettingsRequest in) {
        settings.change(
                caller,
                Map.of(
                        Preference.OPT_IN, in.resourceTypeOptInPreference(),
                        Preference.MANAGEMENT, in.resourceTypeManagementPreference()));
        return UpdateRegionSettingsResponse.builder().build();
    }
}
