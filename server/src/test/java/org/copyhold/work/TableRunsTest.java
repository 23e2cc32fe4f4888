package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import org.copyhold.connect.tables.LocalDynamo;
import org.copyhold.connect.tables.Tables;
import org.copyhold.connect.tables.TablesConnector;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Issues;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.setting.Preference;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tables that workers back up, copy and restore, on real stores and a real database. */
final class TableRunsTest {
    @TempDir Path folder;

    private final String name = "t-" + UUID.randomUUID();
    private final Arn arn = arn(name);
    private final Map<String, BlobStore> blobs = new ConcurrentHashMap<>();
    private final DynamoDbClient client = LocalDynamo.client();
    private final Tables tables = new Tables(client);
    private Database database;
    private JobHouse house;
    private Arn away;

    private static Arn arn(String table) {
        return Arn.of("dynamodb", "us-east-1", JobHouse.ACCOUNT, "table/" + table);
    }

    @BeforeEach
    void open() {
        database = TestDatabases.sqlite(folder);
        house =
                new JobHouse(
                                folder,
                                database,
                                at -> blobs.computeIfAbsent(at, MemoryBlobs::new),
                                new TablesConnector(Map.of("here", LocalDynamo.endpoint())))
                        .started();
        house.vault(JobHouse.EAST, "home");
        away = house.vault(JobHouse.WEST, "away").arn();
        tables.make(name);
        tables.fill(name, 300);
        declare(arn);
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
        client.deleteTable(it -> it.tableName(name));
        client.close();
    }

    private void declare(Arn table) {
        house.resources.add(
                new DeclaredResource(
                        table,
                        new Substance.Remote(JobHouse.ACCOUNT, "us-east-1", "here"),
                        Tags.NONE));
    }

    private BackupState.Completed backedUp() {
        var job = house.backups.accept(JobHouse.backupOf(arn, "home"));
        var state = (BackupState.Completed) house.ended(job);
        assertThat(state.issues()).isEqualTo(Issues.NONE);
        newest = house.points.findById(job.pointId()).orElseThrow();
        assertThat(newest().arn()).isEqualTo(job.point());
        return state;
    }

    private @Nullable RecoveryPoint newest;

    private RecoveryPoint newest() {
        return requireNonNull(newest);
    }

    @Test
    void aTableComesBackFromACopyInAnotherRegion() {
        backedUp();
        assertThat(newest().arn().toString()).startsWith("arn:aws:backup:us-east-1:");
        var copy = house.copy(newest(), away, null);
        assertThat(house.ended(copy)).isInstanceOf(CopyState.Completed.class);
        var copied = house.points.findById(copy.copyId()).orElseThrow();
        var other = "r-" + UUID.randomUUID();

        var state =
                (RestoreState.Completed)
                        house.ended(house.restore(copied, Map.of("targetTableName", other)));

        assertThat(tables.items(other)).hasSize(300).isEqualTo(tables.items(name));
        assertThat(tables.schema(other)).isEqualTo(tables.schema(name));
        assertThat(state.created())
                .isEqualTo(Arn.of("dynamodb", "eu-west-1", JobHouse.ACCOUNT, "table/" + other));
        assertThat(house.resources.find(state.created()).orElseThrow().substance())
                .isEqualTo(new Substance.Remote(JobHouse.ACCOUNT, "eu-west-1", "here"));
        client.deleteTable(it -> it.tableName(other));
    }

    @Test
    void whatChangedLittleCostsLittle() {
        tables.put(
                name,
                List.of(Tables.item(500, random(200_000)), Tables.item(600, random(200_000))));
        var first = backedUp().progress().storedBytes();
        tables.put(name, List.of(Tables.item(3, "changed")));

        var second = backedUp().progress().storedBytes();

        assertThat(first).isGreaterThan(200_000);
        assertThat(second).isBetween(1L, 100_000L);
    }

    private static String random(int length) {
        var text = new StringBuilder();
        var random = new Random(length);
        while (text.length() < length) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }

    @Test
    void withoutAdvancedFeaturesATableIsNotCopied() {
        house.settings.change(
                JobHouse.EAST, Map.of(Preference.MANAGEMENT, Map.of("DynamoDB", false)));
        backedUp();

        assertThat(newest().arn().toString())
                .matches(
                        "arn:aws:dynamodb:us-east-1:\\d{12}:table/"
                                + name
                                + "/backup/0\\d{13}-[0-9a-f]{8}");
        assertThatThrownBy(() -> house.copy(newest(), away, null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("cannot be initiated for DynamoDB resources");
    }

    @Test
    void aTableThatIsGoneFailsItsBackup() {
        declare(arn("gone-for-good"));

        var job = house.backups.accept(JobHouse.backupOf(arn("gone-for-good"), "home"));

        var state = (BackupState.Failed) house.ended(job);
        assertThat(state.why().message())
                .startsWith("Backup job failed. Table gone-for-good at http://127.0.0.1:")
                .contains("ResourceNotFoundException")
                .contains("copyhold resource remove");
    }

    @Test
    void aTableThatIsThereIsNotRestoredOver() {
        backedUp();

        var state =
                (RestoreState.Failed)
                        house.ended(house.restore(newest(), Map.of("targetTableName", name)));

        assertThat(state.why().message())
                .contains("it exists already. Name another targetTableName");
        assertThat(tables.items(name)).hasSize(300);
    }
}
