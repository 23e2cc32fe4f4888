package org.copyhold.work;

import static java.util.function.Function.identity;

import org.copyhold.connect.Connector;
import org.copyhold.connect.Resource;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.ErrorCode;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The connectors, by resource type. */
public final class Connectors {
    private final Map<String, Connector> byType;

    public Connectors(Collection<? extends Connector> connectors) {
        byType = connectors.stream().collect(Collectors.toMap(Connector::resourceType, identity()));
    }

    /**
     * The connector of a type.
     *
     * @throws org.copyhold.kit.BackupException when there is none
     */
    public Connector of(String type) {
        var connector = byType.get(type);
        if (connector == null) {
            throw ErrorCode.INVALID_REQUEST.with(
                    "This server has no connector for resources of type " + type + ".");
        }
        return connector;
    }

    /** A declared resource as connectors take it; empty for one that consists of others. */
    static Optional<Resource> resource(DeclaredResource declared) {
        return switch (declared.substance()) {
            case Substance.Local local -> Optional.of(new Resource(declared.arn(), local.path()));
            case Substance.Remote remote ->
                    Optional.of(
                            new Resource(declared.arn(), new Resource.Remote(remote.endpoint())));
            case Substance.Members _ -> Optional.empty();
        };
    }

    /** What a restore has made, as it is to be declared. */
    static DeclaredResource declared(Resource made, String account, String region) {
        return new DeclaredResource(
                made.arn(),
                switch (made.place()) {
                    case Resource.Local local -> new Substance.Local(local.path());
                    case Resource.Remote remote ->
                            new Substance.Remote(account, region, remote.endpoint());
                },
                Tags.NONE);
    }
}
