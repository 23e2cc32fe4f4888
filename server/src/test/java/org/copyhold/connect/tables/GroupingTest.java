package org.copyhold.connect.tables;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a change of some items makes of the groups of all. */
class GroupingTest {
    private static final int ITEMS = 20_000;

    @Test
    void groupsAreOfModerateSize() throws InterruptedException {
        var groups = groups(items());

        assertThat(groups.size()).isBetween(30, 130);
        assertThat(groups).allMatch(it -> it.lines().length <= 300 << 10);
        assertThat(groups.stream().mapToInt(Group::items).sum()).isEqualTo(ITEMS);
    }

    @Test
    void whatIsAddedChangedOrRemovedAltersFewGroups() throws InterruptedException {
        var before = texts(groups(items()));
        var changed = items();
        changed.set(3_000, item(3_000, "other"));
        changed.remove(9_000);
        changed.add(15_000, item(-1, "more"));

        var after = texts(groups(changed));

        after.removeAll(before);
        assertThat(after.size()).isBetween(1, 9);
    }

    @Test
    void anItemLongerThanAGroupIsAGroup() throws InterruptedException {
        var groups = groups(List.of(item(1, "x".repeat(400_000)), item(2, "y")));

        assertThat(groups).extracting(Group::items).containsExactly(1, 1);
    }

    private static List<Map<String, AttributeValue>> items() {
        var items = new ArrayList<Map<String, AttributeValue>>();
        for (var i = 0; i < ITEMS; i++) {
            items.add(item(i, "value " + i * 31L));
        }
        return items;
    }

    private static Map<String, AttributeValue> item(int id, String value) {
        return Map.of(
                "id",
                AttributeValue.fromN(Integer.toString(id)),
                "value",
                AttributeValue.fromS(value + " ".repeat(120)));
    }

    private static List<Group> groups(List<Map<String, AttributeValue>> items)
            throws InterruptedException {
        var groups = new ArrayList<Group>();
        var grouping = new Grouping(List.of("id"), groups::add);
        for (var item : items) {
            grouping.add(item);
        }
        grouping.end();
        return groups;
    }

    private static Set<String> texts(List<Group> groups) {
        var texts = new HashSet<String>();
        groups.forEach(it -> texts.add(new String(it.lines(), UTF_8)));
        return texts;
    }
}
