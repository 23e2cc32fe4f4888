package org.copyhold.api.tag;

import org.copyhold.api.Operation;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.UntagResourceRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceResponse;

/** Takes tags off; those that are not there are no error. */
public final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final Taggables taggables;

    public UntagResource(Taggables taggables) {
        this.taggables = taggables;
    }

    @Override
    public UntagResourceResponse handle(Caller caller, UntagResourceRequest in) {
        taggables
                .require(caller, in.resourceArn())
                .retag()
                .accept(tags -> tags.without(in.tagKeyList()));
        return UntagResourceResponse.builder().build();
    }
}
