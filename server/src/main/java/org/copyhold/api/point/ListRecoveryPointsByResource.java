package org.copyhold.api.point;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Paging;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByResourceRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByResourceResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByResource;

/**
 * Lists a resource's recovery points in the caller's account and Region, newest first. All of them
 * are managed by this service, so ManagedByAWSBackupOnly changes nothing.
 */
public final class ListRecoveryPointsByResource
        implements Operation<
                ListRecoveryPointsByResourceRequest, ListRecoveryPointsByResourceResponse> {
    private final RecoveryPoints points;

    public ListRecoveryPointsByResource(RecoveryPoints points) {
        this.points = points;
    }

    @Override
    public ListRecoveryPointsByResourceResponse handle(
            Caller caller, ListRecoveryPointsByResourceRequest in) {
        var paging = Paging.of(caller, in);
        var slice =
                points.listByResource(
                        caller.account(),
                        caller.region(),
                        Arn.require("ResourceArn", in.resourceArn()),
                        paging.page());
        return ListRecoveryPointsByResourceResponse.builder()
                .recoveryPoints(
                        slice.rows().stream()
                                .map(
                                        point ->
                                                PointMembers.ALL
                                                        .show(
                                                                point,
                                                                RecoveryPointByResource.builder())
                                                        .build())
                                .toList())
                .nextToken(paging.next(slice.last()))
                .build();
    }
}
