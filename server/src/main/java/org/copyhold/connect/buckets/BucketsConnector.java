package org.copyhold.connect.buckets;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Endpoint;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;

import java.util.Map;
import java.util.UUID;

/** Buckets of endpoints that speak S3. */
public final class BucketsConnector implements Connector {
    private final Map<String, Endpoint> endpoints;

    /**
     * @param endpoints by the names that resources have them under
     */
    public BucketsConnector(Map<String, Endpoint> endpoints) {
        this.endpoints = Map.copyOf(endpoints);
    }

    @Override
    public String resourceType() {
        return "S3";
    }

    @Override
    public Map<String, String> restoreMetadata(Resource resource) {
        return Map.of(S3Order.BUCKET, resource.arn().resource(), S3Order.NEW_BUCKET, "false");
    }

    @Override
    public Map<String, String> asNew(String region) {
        return Map.of(S3Order.BUCKET, "restored-" + UUID.randomUUID(), S3Order.NEW_BUCKET, "true");
    }

    @Override
    public Reading read(Resource resource, Report report) {
        return read(resource, Map.of(), report);
    }

    @Override
    public Reading read(Resource resource, Map<String, String> options, Report report) {
        var bucket = open(resource);
        try {
            return new BucketReading(bucket, options, report);
        } catch (RuntimeException e) {
            bucket.close();
            throw e;
        }
    }

    @Override
    public void check(RestoreOrder order) {
        var _ = S3Order.of(order, endpoints.keySet());
    }

    @Override
    public Restoring restore(RestoreOrder order, Report report) {
        var asked = S3Order.of(order, endpoints.keySet());
        var bucket = open(asked.created());
        try {
            return new BucketRestoring(asked, bucket, report);
        } catch (RuntimeException e) {
            bucket.close();
            throw e;
        }
    }

    private Bucket open(Resource resource) {
        var name = resource.place() instanceof Resource.Remote remote ? remote.endpoint() : "";
        var endpoint = endpoints.get(name);
        if (endpoint == null) {
            throw new ConnectorException(
                    "Bucket %s is declared at endpoint \"%s\", which the configuration has not. Write it under endpoints, or declare the bucket anew with `copyhold resource add`."
                            .formatted(resource.arn().resource(), name),
                    false,
                    null);
        }
        return Bucket.open(resource, endpoint);
    }
}
