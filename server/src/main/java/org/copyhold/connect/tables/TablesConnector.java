package org.copyhold.connect.tables;

import static java.util.stream.Collectors.toUnmodifiableMap;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Endpoint;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tables of endpoints that speak DynamoDB. */
public final class TablesConnector implements Connector {
    private static final int DIGITS = 8;

    private final Map<String, Connection> ways;

    /**
     * @param endpoints by the names that resources have them under
     */
    public TablesConnector(Map<String, Endpoint> endpoints) {
        this(endpoints, Backoff.DEFAULT);
    }

    TablesConnector(Map<String, Endpoint> endpoints, Backoff backoff) {
        this.ways =
                endpoints.entrySet().stream()
                        .collect(
                                toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        it -> Connection.to(it.getValue(), backoff)));
    }

    @Override
    public String resourceType() {
        return "DynamoDB";
    }

    /** A new table beside the one that was backed up, as it was encrypted. */
    @Override
    public Map<String, String> restoreMetadata(Resource resource) {
        var shown = new HashMap<String, String>();
        try (var table = open(resource)) {
            var encryption = table.required().sseDescription();
            var key = encryption == null ? null : encryption.kmsMasterKeyArn();
            shown.put(TableOrder.ENCRYPTION, key == null ? "Default" : "KMS");
            if (key != null) {
                shown.put(TableOrder.KMS_KEY, key);
            }
        }
        shown.put(TableOrder.TARGET, beside(TableOrder.name(resource)));
        if (resource.place() instanceof Resource.Remote remote) {
            shown.put(TableOrder.ENDPOINT, remote.endpoint());
        }
        return shown;
    }

    private static String beside(String name) {
        var end = "-" + UUID.randomUUID().toString().substring(0, DIGITS);
        var most = TableOrder.LONGEST_NAME - end.length();
        return name.substring(0, Math.min(name.length(), most)) + end;
    }

    @Override
    public Map<String, String> asNew(String region) {
        return Map.of(TableOrder.TARGET, "restored-" + UUID.randomUUID());
    }

    @Override
    public Reading read(Resource resource, Report report) {
        var table = open(resource);
        try {
            return new TableReading(table);
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    @Override
    public void check(RestoreOrder order) {
        var _ = TableOrder.of(order, ways.keySet());
    }

    @Override
    public Restoring restore(RestoreOrder order, Report report) {
        var asked = TableOrder.of(order, ways.keySet());
        var table = open(asked.created());
        try {
            return new TableRestoring(asked, table, report);
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    private Table open(Resource resource) {
        var name = resource.place() instanceof Resource.Remote remote ? remote.endpoint() : "";
        var way = ways.get(name);
        if (way == null) {
            throw new ConnectorException(
                    "Table %s is declared at endpoint \"%s\", which the configuration has not. Write it under endpoints, or declare the table anew with `copyhold resource add`."
                            .formatted(TableOrder.name(resource), name),
                    false,
                    null);
        }
        return new Table(TableOrder.name(resource), way);
    }
}
