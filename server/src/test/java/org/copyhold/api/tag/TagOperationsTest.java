package org.copyhold.api.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.CatalogueHouse.EAST;
import static org.copyhold.api.CatalogueHouse.STRANGER;
import static org.copyhold.api.CatalogueHouse.WEST;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.CatalogueHouse;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.backup.model.ListTagsRequest;
import software.amazon.awssdk.services.backup.model.TagResourceRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceRequest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

class TagOperationsTest {
    @TempDir Path folder;
    private final AtomicInteger owed = new AtomicInteger();
    private CatalogueHouse house;
    private Taggables taggables;
    private Arn vault;
    private Arn point;

    @BeforeEach
    void openHouse() {
        house = new CatalogueHouse(folder);
        taggables = new Taggables(house.vaults, house.points, owed::incrementAndGet);
        var made = house.vault(EAST, "home");
        vault = made.arn();
        point = house.add(SamplePoints.in(made)).arn();
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void tagsOfVaultsAndRecoveryPointsAreAddedChangedAndTakenOff() {
        for (var thing : List.of(vault, point)) {
            tag(thing, Map.of("a", "1", "b", "2"));
            tag(thing, Map.of("b", "3", "c", "4"));
            untag(thing, List.of("a", "absent"));

            assertThat(tags(thing)).isEqualTo(Map.of("b", "3", "c", "4"));
        }
    }

    @Test
    void onlyTheTagsOfARecoveryPointAreOwedToItsStore() {
        tag(vault, Map.of("a", "1"));
        assertThat(owed).hasValue(0);

        tag(point, Map.of("a", "1"));
        untag(point, List.of("a"));
        assertThat(owed).hasValue(2);
        assertThat(house.points.unwritten("", 9)).hasSize(1);
    }

    @Test
    void aRefusedTagChangesNothing() {
        assertRefused(
                () -> tag(point, Map.of("aws:x", "1", "good", "2")),
                INVALID_PARAMETER_VALUE,
                "aws:");
        assertThat(tags(point)).isEmpty();
        assertThat(owed).hasValue(0);
    }

    @Test
    void tagsArePagedByKey() {
        tag(vault, Map.of("a", "1", "b", "2", "c", "3"));
        var operation = new ListTags(taggables);

        var first = operation.handle(EAST, request(vault).maxResults(2).build());
        var rest =
                operation.handle(
                        EAST, request(vault).maxResults(2).nextToken(first.nextToken()).build());

        assertThat(first.tags()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(rest.tags()).isEqualTo(Map.of("c", "3"));
        assertThat(rest.nextToken()).isNull();
    }

    @Test
    void whatIsNotTheCallersOrNotThereIsNotFound() {
        for (var caller : List.of(WEST, STRANGER)) {
            for (var thing : List.of(vault, point)) {
                assertRefused(() -> tags(caller, thing), RESOURCE_NOT_FOUND, thing.toString());
            }
        }
        var missing = Arn.of("backup", "us-east-1", "123456789012", "backup-plan:x");
        assertRefused(() -> tags(missing), RESOURCE_NOT_FOUND, missing.toString());
        assertRefused(
                () ->
                        new ListTags(taggables)
                                .handle(
                                        EAST,
                                        ListTagsRequest.builder().resourceArn("nonsense").build()),
                INVALID_PARAMETER_VALUE,
                "nonsense");
    }

    private void tag(Arn thing, Map<String, String> tags) {
        new TagResource(taggables)
                .handle(
                        EAST,
                        TagResourceRequest.builder()
                                .resourceArn(thing.toString())
                                .tags(tags)
                                .build());
    }

    private void untag(Arn thing, List<String> keys) {
        new UntagResource(taggables)
                .handle(
                        EAST,
                        UntagResourceRequest.builder()
                                .resourceArn(thing.toString())
                                .tagKeyList(keys)
                                .build());
    }

    private Map<String, String> tags(Arn thing) {
        return tags(EAST, thing);
    }

    private Map<String, String> tags(Caller caller, Arn thing) {
        return new TreeMap<>(new ListTags(taggables).handle(caller, request(thing).build()).tags());
    }

    private static ListTagsRequest.Builder request(Arn thing) {
        return ListTagsRequest.builder().resourceArn(thing.toString());
    }
}
