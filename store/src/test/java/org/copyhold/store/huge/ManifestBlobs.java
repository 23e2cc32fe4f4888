package org.copyhold.store.huge;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.ForwardingBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.blob.Reach;

/** A source whose packs are made when they are asked for; its records lie in memory. */
final class ManifestBlobs extends ForwardingBlobs {
    private static final String PACKS = "packs/";
    private static final int FOLDER = "packs/ab/".length();

    private final ManifestPacks packs;

    ManifestBlobs(ManifestPacks packs) {
        super(new MemoryBlobs("the made-up store"));
        this.packs = packs;
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        return name.startsWith(PACKS)
                ? packs.read(number(name), at, into, offset, length)
                : blobs.read(name, at, into, offset, length);
    }

    @Override
    public long size(String name) {
        return name.startsWith(PACKS) ? packs.footer(number(name)).packBytes() : blobs.size(name);
    }

    @Override
    public boolean exists(String name) {
        return name.startsWith(PACKS) || blobs.exists(name);
    }

    /** The number of the pack of this blob. */
    int number(String name) {
        int pack = packs.number(name.substring(FOLDER));
        if (pack < 0) {
            throw new StoreException.Missing("There is no " + name + " in " + describe(), "");
        }
        return pack;
    }

    @Override
    public Reach reach() {
        return Reach.FAR;
    }
}
