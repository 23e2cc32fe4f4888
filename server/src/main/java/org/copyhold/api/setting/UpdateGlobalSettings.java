package org.copyhold.api.setting;

import org.copyhold.api.Operation;
import org.copyhold.control.setting.GlobalSetting;
import org.copyhold.control.setting.GlobalSettings;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.UpdateGlobalSettingsRequest;
import software.amazon.awssdk.services.backup.model.UpdateGlobalSettingsResponse;

import java.util.EnumMap;

/** Changes the settings of the caller's organisation; what is not named stays. */
public final class UpdateGlobalSettings
        implements Operation<UpdateGlobalSettingsRequest, UpdateGlobalSettingsResponse> {
    private final GlobalSettings settings;

    public UpdateGlobalSettings(GlobalSettings settings) {
        this.settings = settings;
    }

    @Override
    public UpdateGlobalSettingsResponse handle(Caller caller, UpdateGlobalSettingsRequest in) {
        var wanted = new EnumMap<GlobalSetting, Boolean>(GlobalSetting.class);
        in.globalSettings()
                .forEach(
                        (name, value) -> {
                            var setting = GlobalSetting.require(name);
                            wanted.put(setting, setting.read(value));
                        });
        settings.change(caller.account(), wanted);
        return UpdateGlobalSettingsResponse.builder().build();
    }
}
