package org.copyhold.api.resource;

import org.copyhold.api.wire.Members;
import org.copyhold.control.resource.ProtectedResource;

/** How clients see a resource that has recovery points. */
final class ResourceMembers {
    static final Members<ProtectedResource> ALL =
            new Members<ProtectedResource>()
                    .with("ResourceArn", resource -> resource.arn().toString())
                    .with("ResourceType", ProtectedResource::type)
                    .with("ResourceName", ProtectedResource::name)
                    .with("LastBackupTime", ProtectedResource::lastBackupAt)
                    .with("LastBackupVaultArn", resource -> resource.lastVault().toString())
                    .with("LastRecoveryPointArn", resource -> resource.lastPoint().toString());

    private ResourceMembers() {}

    /** A line of a list. */
    static software.amazon.awssdk.services.backup.model.ProtectedResource line(
            ProtectedResource resource) {
        var line = software.amazon.awssdk.services.backup.model.ProtectedResource.builder();
        return ALL.show(resource, line).build();
    }
}
