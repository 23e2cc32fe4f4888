package org.copyhold.api.resource;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.resource.ProtectedResources;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.ListProtectedResourcesRequest;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesResponse;

/** Lists the resources with recovery points in the caller's account and Region, by ARN. */
public final class ListProtectedResources
        implements Operation<ListProtectedResourcesRequest, ListProtectedResourcesResponse> {
    private final ProtectedResources resources;

    public ListProtectedResources(ProtectedResources resources) {
        this.resources = resources;
    }

    @Override
    public ListProtectedResourcesResponse handle(Caller caller, ListProtectedResourcesRequest in) {
        var paging = Paging.of(caller, in);
        var slice = resources.list(caller.account(), caller.region(), paging.page());
        return ListProtectedResourcesResponse.builder()
                .results(slice.rows().stream().map(ResourceMembers::line).toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }
}
