package org.copyhold.api.tag;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Paging;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.copyhold.kit.Slice;

import software.amazon.awssdk.services.backup.model.ListTagsRequest;
import software.amazon.awssdk.services.backup.model.ListTagsResponse;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lists tags, by key. */
public final class ListTags implements Operation<ListTagsRequest, ListTagsResponse> {
    /** What makes of a key the next one in order. */
    private static final String JUST_BEHIND = "\0";

    private final Taggables taggables;

    public ListTags(Taggables taggables) {
        this.taggables = taggables;
    }

    @Override
    public ListTagsResponse handle(Caller caller, ListTagsRequest in) {
        var paging = Paging.of(caller, in);
        var tags = taggables.require(caller, in.resourceArn()).tags();
        var slice = cut(tags.byKey(), paging.page());
        var shown = new TreeMap<String, String>();
        slice.rows().forEach(tag -> shown.put(tag.getKey(), tag.getValue()));
        return ListTagsResponse.builder().tags(shown).nextToken(paging.next(slice.last())).build();
    }

    private static Slice<Map.Entry<String, String>> cut(SortedMap<String, String> tags, Page page) {
        var after = page.after();
        var rest = after == null ? tags : tags.tailMap(after.id() + JUST_BEHIND);
        return Slice.of(
                rest.entrySet().stream().limit(page.size() + 1L).toList(),
                page,
                tag -> new Position(0, tag.getKey()));
    }
}
