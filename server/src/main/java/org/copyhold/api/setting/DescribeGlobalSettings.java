package org.copyhold.api.setting;

import org.copyhold.api.Operation;
import org.copyhold.control.setting.GlobalSettings;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeGlobalSettingsRequest;
import software.amazon.awssdk.services.backup.model.DescribeGlobalSettingsResponse;

import java.util.TreeMap;

/** Shows the settings of the caller's organisation. */
public final class DescribeGlobalSettings
        implements Operation<DescribeGlobalSettingsRequest, DescribeGlobalSettingsResponse> {
    private final GlobalSettings settings;

    public DescribeGlobalSettings(GlobalSettings settings) {
        this.settings = settings;
    }

    @Override
    public DescribeGlobalSettingsResponse handle(Caller caller, DescribeGlobalSettingsRequest in) {
        var choice = settings.of(caller.account());
        var shown = new TreeMap<String, String>();
        choice.on().forEach((setting, on) -> shown.put(setting.wireName(), Boolean.toString(on)));
        return DescribeGlobalSettingsResponse.builder()
                .globalSettings(shown)
                .lastUpdateTime(choice.changedAt())
                .build();
    }
}
