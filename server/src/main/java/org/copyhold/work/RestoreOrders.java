package org.copyhold.work;

import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.restore.RestoreCheck;
import org.copyhold.control.restore.RestoreJob;
import org.copyhold.kit.Arn;

import java.nio.file.Path;
import java.util.Optional;

/** Restore jobs as connectors take them. Thread-safe. */
public final class RestoreOrders implements RestoreCheck {
    private final Resources resources;
    private final Connectors connectors;
    private final Path newResources;

    /**
     * @param newResources the folder under which new resources are made, absolute
     */
    public RestoreOrders(Resources resources, Connectors connectors, Path newResources) {
        this.resources = resources;
        this.connectors = connectors;
        this.newResources = newResources;
    }

    @Override
    public void check(RestoreJob job) {
        connectors.of(job.source().resourceType()).check(of(job));
    }

    /** Makes ready the place for a job; what its earlier attempts left there is removed. */
    Restoring restoring(RestoreJob job, Report problems) {
        return connectors.of(job.source().resourceType()).restore(of(job), problems);
    }

    private RestoreOrder of(RestoreJob job) {
        var place =
                new RestoreOrder.Place(
                        job.account(),
                        job.region(),
                        arn -> declared(job.account(), arn),
                        newResources);
        return new RestoreOrder(
                job.source().resource(), job.metadata(), job.id(), job.createdAt(), place);
    }

    private Optional<Resource> declared(String account, Arn arn) {
        return resources
                .find(arn)
                .filter(it -> it.account().equals(account))
                .flatMap(Connectors::resource);
    }
}
