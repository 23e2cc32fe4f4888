package org.copyhold.work;

import static java.util.function.Function.identity;

import org.copyhold.connect.Connector;
import org.copyhold.kit.ErrorCode;

import java.util.Collection;
import java.util.Map;
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
}
