package org.copyhold.store.read;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Opener;
import org.copyhold.store.tree.StoredChunk;

import java.util.zip.CRC32C;

/** Opens a chunk and compares it with what its record says. */
record OpenChunk(StoredChunk stored) implements Opening<byte[]> {
    @Override
    public Sid sid() {
        return stored.sid();
    }

    @Override
    public int frameLength() {
        return stored.frameLength();
    }

    /** How much memory it takes to fetch and open it, about. */
    long bytes() {
        return (long) stored.chunk().length() + stored.frameLength();
    }

    @Override
    public byte[] open(byte[] bytes, int offset, int length) {
        var record = stored.chunk();
        var plain = Opener.open(bytes, offset, length, record.key());
        var crc = new CRC32C();
        crc.update(plain);
        if (plain.length != record.length() || (int) crc.getValue() != record.crc()) {
            throw new StoreException.Corrupt(
                    "Its content is not what was backed up.", FrameRange.HINT);
        }
        return plain;
    }
}
