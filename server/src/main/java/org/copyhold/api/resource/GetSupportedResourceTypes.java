package org.copyhold.api.resource;

import org.copyhold.api.Operation;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.GetSupportedResourceTypesRequest;
import software.amazon.awssdk.services.backup.model.GetSupportedResourceTypesResponse;

/** Names the resource types that this server can back up. */
public final class GetSupportedResourceTypes
        implements Operation<GetSupportedResourceTypesRequest, GetSupportedResourceTypesResponse> {
    @Override
    public GetSupportedResourceTypesResponse handle(
            Caller caller, GetSupportedResourceTypesRequest in) {
        return GetSupportedResourceTypesResponse.builder()
                .resourceTypes(
                        ResourceType.offered().stream()
                                .map(ResourceType::wireName)
                                .distinct()
                                .toList())
                .build();
    }
}
