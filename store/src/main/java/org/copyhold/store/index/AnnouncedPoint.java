package org.copyhold.store.index;

import org.copyhold.store.chunk.Sid;

/**
 * A point whose root is about to be written: not visible, and known to whoever must clean up. The
 * members are those of {@link org.copyhold.store.CommittedPoint}.
 */
public record AnnouncedPoint(
        String id,
        String account,
        String vault,
        String resource,
        Sid top,
        int topLength,
        int height,
        byte[] rootHash) {}
