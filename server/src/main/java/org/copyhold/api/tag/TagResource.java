package org.copyhold.api.tag;

import org.copyhold.api.Operation;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.TagResourceRequest;
import software.amazon.awssdk.services.backup.model.TagResourceResponse;

/** Adds tags, or gives those that are there other values. */
public final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final Taggables taggables;

    public TagResource(Taggables taggables) {
        this.taggables = taggables;
    }

    @Override
    public void check(Caller caller, TagResourceRequest in) {
        Tags.of(in.tags());
    }

    @Override
    public TagResourceResponse handle(Caller caller, TagResourceRequest in) {
        taggables.require(caller, in.resourceArn()).retag().accept(tags -> tags.with(in.tags()));
        return TagResourceResponse.builder().build();
    }
}
