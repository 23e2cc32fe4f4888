package org.copyhold.connect.tables;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Report;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The table that a restore job makes. It is the job's when it bears the tag that it was made with,
 * or when it is the very one whose identity was noted when it had been made; any other of that name
 * is somebody's and is not touched.
 */
final class NewTable {
    /** Names the job that made a table, until it is whole. */
    static final String JOB_TAG = "copyhold:restore-job";

    /** What is noted before the table is made. */
    private static final String INTENDED = "intended";

    private static final Backoff WHILE_IT_CHANGES =
            new Backoff(Duration.ofMillis(20), Duration.ofSeconds(5), 400);

    private final TableOrder order;
    private final Table table;

    NewTable(TableOrder order, Table table) {
        this.order = order;
        this.table = table;
    }

    /** As messages name what is done. */
    String shown() {
        return "Restoring into t" + table.shown().substring(1);
    }

    /**
     * What an earlier attempt has made; empty when there is no table of that name.
     *
     * @throws ConnectorException when there is one that is somebody's
     */
    Optional<TableDescription> found() {
        var found = table.described();
        if (found.isPresent() && !isOurs(found.get())) {
            throw new ConnectorException(
                    "%s failed: it exists already%s. Name another %s, or delete the table, then start the job again."
                            .formatted(
                                    shown(),
                                    noted() == null
                                            ? ""
                                            : ", and nothing shows that this job made it",
                                    TableOrder.TARGET),
                    false,
                    null);
        }
        return found;
    }

    private boolean isOurs(TableDescription found) {
        return Table.identity(found).equals(noted())
                || order.job().equals(table.tags(found.tableArn()).get(JOB_TAG));
    }

    /** Makes the table, unless an earlier attempt has, and waits until it takes items. */
    void make(TableSchema schema) {
        var found = found();
        while (found.map(it -> it.tableStatus() == TableStatus.DELETING).orElse(false)) {
            awaitGone();
            found = found();
        }
        found.ifPresentOrElse(it -> note(Table.identity(it)), () -> create(schema));
        awaitActive();
    }

    private void create(TableSchema schema) {
        note(INTENDED);
        try {
            var made = table.way().patiently(() -> table.client().createTable(request(schema)));
            note(Table.identity(made.tableDescription()));
        } catch (SdkException e) {
            // The answer to a first attempt may have been lost: then it is there, and ours.
            if (!Connection.isInUse(e) || found().isEmpty()) {
                throw Connection.trouble(shown() + " failed", e);
            }
        }
    }

    private CreateTableRequest request(TableSchema schema) {
        var request =
                Schemas.request(schema)
                        .tableName(order.name())
                        .tags(Tag.builder().key(JOB_TAG).value(order.job()).build());
        var key = order.kmsKey();
        if (key != null) {
            request.sseSpecification(
                    it ->
                            it.enabled(true)
                                    .sseType(SSEType.KMS)
                                    .kmsMasterKeyId(key.isEmpty() ? null : key));
        }
        return request.build();
    }

    private void awaitActive() {
        var wait = WHILE_IT_CHANGES.begin();
        while (table.required().tableStatus() != TableStatus.ACTIVE) {
            if (!Connection.pause(wait)) {
                throw slow("does not become ACTIVE");
            }
        }
    }

    private void awaitGone() {
        var wait = WHILE_IT_CHANGES.begin();
        while (table.described().isPresent()) {
            if (!Connection.pause(wait)) {
                throw slow("is being deleted for long");
            }
        }
    }

    private ConnectorException slow(String how) {
        return new ConnectorException(
                shown()
                        + " failed: it "
                        + how
                        + ". See whether the endpoint is sound, then start the job again.",
                true,
                null);
    }

    /** Gives the table, which has all its items, what is set only now. */
    void settle(TableSchema schema, Report report) {
        set("mark of the job", (_, _) -> {}, this::untag);
        if (order.hasSettings()) {
            var timeToLive = schema.timeToLive();
            if (timeToLive != null) {
                set("time to live", report, () -> expireBy(timeToLive));
            }
            var stream = schema.stream();
            if (stream != null) {
                set("stream", report, () -> stream(stream));
            }
            if (!schema.tags().isEmpty()) {
                set("tags", report, () -> tag(schema.tags()));
            }
        }
    }

    private void set(String what, Report report, Runnable setting) {
        try {
            table.way()
                    .patiently(
                            () -> {
                                setting.run();
                                return what;
                            });
        } catch (SdkException e) {
            if (!Connection.isUnknown(e)) {
                throw Connection.trouble(shown() + ": its " + what + " cannot be set", e);
            }
            report.problem(what, "is not set: the endpoint has no such thing");
        }
    }

    private void expireBy(String attribute) {
        if (!attribute.equals(table.timeToLive())) {
            table.client()
                    .updateTimeToLive(
                            it ->
                                    it.tableName(order.name())
                                            .timeToLiveSpecification(
                                                    to ->
                                                            to.enabled(true)
                                                                    .attributeName(attribute)));
        }
    }

    private void stream(String shows) {
        var there = table.required().streamSpecification();
        if (there == null || !Boolean.TRUE.equals(there.streamEnabled())) {
            table.client()
                    .updateTable(
                            it ->
                                    it.tableName(order.name())
                                            .streamSpecification(
                                                    to ->
                                                            to.streamEnabled(true)
                                                                    .streamViewType(shows)));
            awaitActive();
        }
    }

    private void tag(Map<String, String> tags) {
        var wanted =
                tags.entrySet().stream()
                        .filter(it -> !it.getKey().startsWith("aws:"))
                        .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                        .toList();
        if (!wanted.isEmpty()) {
            var arn = table.required().tableArn();
            table.client().tagResource(it -> it.resourceArn(arn).tags(wanted));
        }
    }

    private void untag() {
        var arn = table.required().tableArn();
        table.client().untagResource(it -> it.resourceArn(arn).tagKeys(JOB_TAG));
    }

    /** Removes the table, if it is the job's. */
    void remove() {
        try {
            if (found().isPresent()) {
                awaitUnchanging();
                delete();
                awaitGone();
            }
            Files.deleteIfExists(order.mark());
        } catch (SdkException e) {
            throw Connection.trouble(
                    shown() + " was given up, but what was made could not be removed", e);
        } catch (IOException e) {
            throw new ConnectorException(
                    shown() + " was given up; remove " + order.mark() + " by hand.", false, e);
        }
    }

    /** Tables that are being made or changed cannot be deleted. */
    private void awaitUnchanging() {
        var wait = WHILE_IT_CHANGES.begin();
        while (isChanging() && Connection.pause(wait)) {
            // Until it is not, or for long enough.
        }
    }

    private boolean isChanging() {
        return table.described()
                .map(TableDescription::tableStatus)
                .filter(it -> it == TableStatus.CREATING || it == TableStatus.UPDATING)
                .isPresent();
    }

    private void delete() {
        try {
            table.way()
                    .patiently(() -> table.client().deleteTable(it -> it.tableName(order.name())));
        } catch (SdkException e) {
            if (!Connection.isMissing(e) && !Connection.isInUse(e)) {
                throw e;
            }
        }
    }

    private @Nullable String noted() {
        try {
            return Files.readString(order.mark());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void note(String what) {
        try {
            Files.createDirectories(order.mark().resolveSibling(""));
            Files.writeString(
                    order.mark(),
                    what,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private ConnectorException unwritable(IOException e) {
        return new ConnectorException(
                "%s failed: %s. Make that folder writable, then start the job again."
                        .formatted(shown(), e.getMessage()),
                false,
                e);
    }
}
