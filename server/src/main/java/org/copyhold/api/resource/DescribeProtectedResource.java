package org.copyhold.api.resource;

import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.Operation;
import org.copyhold.control.resource.ProtectedResources;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.DescribeProtectedResourceRequest;
import software.amazon.awssdk.services.backup.model.DescribeProtectedResourceResponse;

/** Shows a resource that has recovery points. */
public final class DescribeProtectedResource
        implements Operation<DescribeProtectedResourceRequest, DescribeProtectedResourceResponse> {
    private final ProtectedResources resources;

    public DescribeProtectedResource(ProtectedResources resources) {
        this.resources = resources;
    }

    @Override
    public DescribeProtectedResourceResponse handle(
            Caller caller, DescribeProtectedResourceRequest in) {
        var arn = Arn.require("ResourceArn", in.resourceArn());
        var resource =
                resources
                        .find(caller.account(), caller.region(), arn)
                        .orElseThrow(
                                () ->
                                        RESOURCE_NOT_FOUND.with(
                                                "Resource " + arn + " has no recovery points."));
        return ResourceMembers.ALL
                .show(resource, DescribeProtectedResourceResponse.builder())
                .build();
    }
}
