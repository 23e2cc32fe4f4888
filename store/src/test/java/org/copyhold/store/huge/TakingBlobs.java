package org.copyhold.store.huge;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.ForwardingBlobs;
import org.copyhold.store.blob.Reach;
import org.copyhold.store.blob.ServerSide;

import java.util.Optional;

/**
 * A destination in files, on a storage service that says it has copied each pack by itself, but for
 * those that have bytes: these have to be streamed.
 */
final class TakingBlobs extends ForwardingBlobs {
    TakingBlobs(BlobStore files) {
        super(files);
    }

    @Override
    public Optional<ServerSide> serverSide(BlobStore from) {
        var source = (ManifestBlobs) from;
        return Optional.of((name, bytes, crc32c) -> !Chunks.hasBytes(source.number(name)));
    }

    @Override
    public Reach reach() {
        return Reach.FAR;
    }
}
