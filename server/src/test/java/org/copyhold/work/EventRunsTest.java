package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultNotification;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** What is told of jobs that workers run, and of the recovery points they make. */
final class EventRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Arn TOPIC = Arn.of("sns", "us-east-1", JobHouse.ACCOUNT, "told");
    private static final Lifecycle LIFECYCLE =
            new Lifecycle(OptionalInt.of(30), OptionalInt.of(120));

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;
    private Vault home;
    private Vault away;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        site.write("a.txt", "a".repeat(5000).getBytes(US_ASCII));
        house = site.settle();
        home = house.home();
        away = house.vault(JobHouse.WEST, "away");
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    @Test
    void everyStateOfABackupIsAnEventInOrder() {
        var job = house.backups.accept(JobHouse.backup("home", LIFECYCLE, Tags.NONE));
        house.ended(job);

        assertThat(told(job.id()))
                .extracting(it -> it.at("/detail/state").asText())
                .containsExactly("CREATED", "RUNNING", "COMPLETED");
        var last = told(job.id()).getLast();
        assertThat(text(last, "/version")).isEqualTo("0");
        assertThat(text(last, "/detail-type")).isEqualTo("Backup Job State Change");
        assertThat(text(last, "/source")).isEqualTo("aws.backup");
        assertThat(text(last, "/account")).isEqualTo(JobHouse.ACCOUNT);
        assertThat(text(last, "/region")).isEqualTo("us-east-1");
        assertThat(text(last, "/time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(text(last, "/id")).hasSize(36);
        assertThat(text(last, "/resources/0")).isEqualTo(job.point().toString());
        assertThat(names(last.path("detail")))
                .containsExactly(
                        "backupJobId",
                        "backupSizeInBytes",
                        "backupVaultArn",
                        "backupVaultName",
                        "bytesTransferred",
                        "creationDate",
                        "iamRoleArn",
                        "resourceArn",
                        "resourceType",
                        "state",
                        "completionDate",
                        "startBy",
                        "percentDone");
        assertThat(last.at("/detail/backupSizeInBytes").isTextual()).isTrue();
        assertThat(last.at("/detail/percentDone").asInt()).isEqualTo(100);
        assertThat(text(last, "/detail/creationDate"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(told(job.id()).getFirst().path("resources")).isEmpty();
    }

    @Test
    void parentsChildrenAndTheirRecoveryPointsTellOfEachOther() {
        var stack = Arn.of("cloudformation", "us-east-1", JobHouse.ACCOUNT, "stack/shop/1");
        house.resources.add(
                new DeclaredResource(
                        stack, Substance.Members.of(Map.of("Files", JobHouse.SHARE)), Tags.NONE));
        var job = house.backups.accept(JobHouse.backupOf(stack, "home"));
        house.ended(job);

        assertThat(told(job.id()))
                .extracting(it -> it.at("/detail/state").asText())
                .containsExactly("CREATED", "RUNNING", "COMPLETED");
        assertThat(text(told(job.id()).getLast(), "/detail/isParent")).isEqualTo("true");
        assertThat(text(told(job.pointId()).getFirst(), "/detail/isParent")).isEqualTo("true");
        var nested = house.points.composites().members(job.point()).getFirst();
        var made = told(nested.id()).getFirst();
        assertThat(text(made, "/detail/parentRecoveryPointArn")).isEqualTo(job.point().toString());
        assertThat(text(made, "/detail/compositeMemberIdentifier")).isEqualTo("Files");
        var copy = house.copy(house.points.findById(job.pointId()).orElseThrow(), away.arn(), null);
        house.ended(copy);
        assertThat(text(told(copy.id()).getLast(), "/detail/destinationRecoveryPointArn"))
                .isEqualTo(copy.copy().toString());
    }

    @Test
    void everyStateOfACopyIsAnEventInOrder() {
        var point = backedUp();
        var job = house.copy(point, away.arn(), null);
        assertThat(house.ended(job)).isInstanceOf(CopyState.Completed.class);

        var events = told(job.id());
        assertThat(events)
                .extracting(it -> it.at("/detail/state").asText())
                .containsExactly("CREATED", "RUNNING", "COMPLETED");
        assertThat(events)
                .allSatisfy(
                        it -> {
                            assertThat(text(it, "/detail-type")).isEqualTo("Copy Job State Change");
                            assertThat(text(it, "/resources/0")).isEqualTo(point.arn().toString());
                            assertThat(text(it, "/detail/copyJobId")).isEqualTo(job.id());
                            assertThat(it.at("/detail/backupSizeInBytes").isNumber()).isTrue();
                            assertThat(text(it, "/detail/sourceBackupVaultArn"))
                                    .isEqualTo(home.arn().toString());
                            assertThat(text(it, "/detail/destinationBackupVaultArn"))
                                    .isEqualTo(away.arn().toString());
                        });
        var unknown = events.getFirst().at("/detail/destinationRecoveryPointArn");
        assertThat(unknown.isObject()).isTrue();
        assertThat(unknown).isEmpty();
        assertThat(text(events.getLast(), "/detail/destinationRecoveryPointArn"))
                .isEqualTo(job.copy().toString());
        assertThat(names(events.getLast().path("detail")))
                .containsExactly(
                        "copyJobId",
                        "backupSizeInBytes",
                        "creationDate",
                        "iamRoleArn",
                        "resourceArn",
                        "resourceType",
                        "sourceBackupVaultArn",
                        "state",
                        "completionDate",
                        "destinationBackupVaultArn",
                        "destinationRecoveryPointArn");
        assertThat(events).extracting(it -> text(it, "/id")).doesNotHaveDuplicates();
    }

    @Test
    void aFailedCopyTellsWhyAndNamesNoCopy() {
        var job = failedCopy();

        var last = told(job.id()).getLast();
        assertThat(text(last, "/detail/state")).isEqualTo("FAILED");
        assertThat(text(last, "/detail/statusMessage")).isNotEmpty();
        assertThat(last.at("/detail/completionDate").isTextual()).isTrue();
        assertThat(last.at("/detail/destinationRecoveryPointArn").isObject()).isTrue();
    }

    @Test
    void everyStateOfARestoreIsAnEventInOrder() {
        var point = backedUp();
        var job = house.restore(point, Map.of("newFileSystem", "true"));
        var state = (RestoreState.Completed) house.ended(job);

        assertThat(told(job.id()))
                .extracting(it -> it.at("/detail/status").asText())
                .containsExactly("PENDING", "RUNNING", "COMPLETED");
        var last = told(job.id()).getLast();
        assertThat(text(last, "/detail-type")).isEqualTo("Restore Job State Change");
        assertThat(text(last, "/resources/0")).isEqualTo(point.arn().toString());
        assertThat(text(last, "/detail/createdResourceArn")).isEqualTo(state.created().toString());
        assertThat(text(last, "/detail/recoveryPointArn")).isEqualTo(point.arn().toString());
        assertThat(last.at("/detail/backupSizeInBytes").isTextual()).isTrue();
    }

    @Test
    void aRecoveryPointIsToldOfFromItsBeginningToItsEnd() {
        var point = backedUp();
        house.points.startDeleting(point.id());
        house.points.startDeleting(point.id());
        house.points.remove(point);
        house.points.remove(point);

        assertThat(told(point.id()))
                .extracting(
                        it -> it.at("/detail/status").asText(),
                        it -> it.at("/detail/storageClass").asText())
                .containsExactly(
                        tuple("COMPLETED", "WARM"),
                        tuple("DELETING", "WARM"),
                        tuple("DELETED", "DELETED"));
        var first = told(point.id()).getFirst();
        assertThat(text(first, "/detail-type")).isEqualTo("Recovery Point State Change");
        assertThat(text(first, "/resources/0")).isEqualTo(point.arn().toString());
        assertThat(first.at("/detail/lifecycle/deleteAfterDays").asInt()).isEqualTo(120);
        assertThat(text(first, "/detail/calculatedLifeCycle/deleteAt"))
                .isEqualTo(point.deleteAt().orElseThrow().toString());
        assertThat(text(first, "/detail/backupVaultArn")).isEqualTo(home.arn().toString());
    }

    @Test
    void aRecoveryPointAndTheEndOfItsJobAreToldTogether() {
        var point = backedUp();

        var order = house.waiting.next("events", 100);
        var added = position(order, it -> it.subject().equals(point.id()));
        var ended = position(order, it -> it.body().contains("\"state\":\"COMPLETED\""));
        assertThat(Math.abs(added - ended)).isEqualTo(1);
    }

    @Test
    void aVaultNotifiesOfWhatItsConfigurationWants() {
        notify(home, "BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED", "RECOVERY_POINT_MODIFIED");
        var point = backedUp();
        var copy = failedCopy(point);
        house.points.startDeleting(point.id());

        var notices = notices();
        assertThat(notices)
                .extracting(
                        it -> text(it, "/attributes/EventType"),
                        it -> text(it, "/attributes/State"))
                .containsExactly(
                        tuple("BACKUP_JOB", "COMPLETED"),
                        tuple("COPY_JOB", "FAILED"),
                        tuple("RECOVERY_POINT", "DELETING"));
        assertThat(notices)
                .allSatisfy(
                        it -> {
                            assertThat(text(it, "/topicArn")).isEqualTo(TOPIC.toString());
                            assertThat(text(it, "/subject"))
                                    .isEqualTo("Notification from AWS Backup");
                            assertThat(names(it.path("attributes")))
                                    .containsExactly(
                                            "EventType", "State", "AccountId", "Id", "StartTime");
                        });
        assertThat(text(notices.get(1), "/attributes/Id")).isEqualTo(copy.id());
        assertThat(text(notices.getFirst(), "/message"))
                .startsWith(
                        "An AWS Backup job was completed successfully. Recovery point ARN: "
                                + point.arn()
                                + ". Resource ARN : "
                                + JobHouse.SHARE
                                + ". BackupJob ID : ");
    }

    @Test
    void aVaultThatWantsNothingNotifiesNobody() {
        notify(away, "BACKUP_JOB_COMPLETED", "BACKUP_JOB_STARTED");

        backedUp();

        assertThat(notices()).isEmpty();
    }

    private void notify(Vault vault, String... events) {
        house.notifications.put(vault, new VaultNotification(TOPIC, List.of(events)));
    }

    private RecoveryPoint backedUp() {
        return house.completed(house.backups.accept(JobHouse.backup("home", LIFECYCLE, Tags.NONE)));
    }

    private CopyJob failedCopy() {
        return failedCopy(backedUp());
    }

    private CopyJob failedCopy(RecoveryPoint point) {
        var nowhere = Arn.of("backup", "eu-west-1", JobHouse.ACCOUNT, "backup-vault:nowhere");
        var job = house.copy(point, nowhere, null);
        assertThat(house.ended(job)).isInstanceOf(CopyState.Failed.class);
        return job;
    }

    private List<JsonNode> told(String subject) {
        return house.waiting.next("events", 100).stream()
                .filter(it -> it.subject().equals(subject))
                .map(it -> parse(it.body()))
                .toList();
    }

    private List<JsonNode> notices() {
        return house.waiting.next("notices", 100).stream().map(it -> parse(it.body())).toList();
    }

    private static <T> int position(List<T> list, Function<T, Boolean> wanted) {
        for (var i = list.size() - 1; i >= 0; i--) {
            if (wanted.apply(list.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static @Nullable String text(JsonNode node, String pointer) {
        return node.at(pointer).textValue();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
