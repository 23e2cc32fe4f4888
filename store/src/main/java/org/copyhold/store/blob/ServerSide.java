package org.copyhold.store.blob;

/** Blobs that a storage service copies by itself, from one store to another. Thread-safe. */
@FunctionalInterface
public interface ServerSide {
    /**
     * Brings a blob over under the same name, unless the name is taken; durable on return.
     *
     * @param crc32c what the service must say of the copy, or the blob is not counted as brought
     * @return false when the service did not say so, or had to give up; nothing is there then
     */
    boolean bring(String name, long bytes, int crc32c);
}
