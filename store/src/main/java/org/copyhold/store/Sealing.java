package org.copyhold.store;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.record.RootRecord;
import org.copyhold.store.record.SealedMetadata;
import org.copyhold.store.record.WrapContext;
import org.copyhold.store.record.WrapRecord;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.seal.VaultKeys;
import org.copyhold.store.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Closes and opens points: root records and the wraps that are bound to them. Thread-safe. */
final class Sealing {
    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

    /** Between two looks a rotation may have put another wrap in the place of the first. */
    private static final int LOOKS = 3;

    private final KeyProvider keys;

    Sealing(KeyProvider keys) {
        this.keys = keys;
    }

    /**
     * A point ready to be written.
     *
     * @param root bytes of the root record
     */
    record Closed(RootRecord record, byte[] root, byte[] rootHash, WrapRecord wrap) {}

    Closed close(NewPoint point) {
        return switch (point.contents()) {
            case Contents.Ingested ingested -> ingested(point, ingested);
            case Contents.Copied copied -> copied(point, copied);
        };
    }

    private Closed ingested(NewPoint point, Contents.Ingested contents) {
        var tree = contents.tree();
        var record =
                new RootRecord(
                        point.point(),
                        contents.domain().id(),
                        tree.top(),
                        tree.topLength(),
                        tree.height(),
                        tree.entries(),
                        tree.logicalBytes(),
                        point.labels(),
                        SealedMetadata.seal(contents.metadata(), tree.key(), tree.top()));
        var root = record.encode();
        var rootHash = Sid.hashOf(root).bytes();
        var wrapped = keys.wrap(point.key(), tree.key().bytes(), context(point, record, rootHash));
        return new Closed(record, root, rootHash, wrap(point, wrapped));
    }

    private Closed copied(NewPoint point, Contents.Copied contents) {
        var source = contents.source().point(contents.sourcePoint());
        var objects = contents.source().objects();
        var record = objects.readRoot(source).copiedAs(point.point(), point.labels());
        var root = record.encode();
        var rootHash = Sid.hashOf(root).bytes();
        var from = wrapped(objects, source, contents.sourceKeys());
        var wrapped = keys.rewrap(from, point.key(), context(point, record, rootHash));
        return new Closed(record, root, rootHash, wrap(point, wrapped));
    }

    OpenedPoint open(PointObjects objects, CommittedPoint point, VaultKeys vaultKeys) {
        var root = objects.readRoot(point);
        var wrap = wrapped(objects, point, vaultKeys);
        var rootKey = ChunkKey.of(keys.unwrap(wrap.key(), wrap.wrapped(), wrap.context()));
        var tree =
                new Tree(
                        root.top(),
                        rootKey,
                        root.topLength(),
                        root.height(),
                        root.entries(),
                        root.logicalBytes());
        return new OpenedPoint(
                point, tree, SealedMetadata.open(point.id(), root.sealed(), rootKey, root.top()));
    }

    /** Whose a point may be. */
    record Owners(String account, List<String> vaults) {}

    /** What a point's wrap opened for, and what its root key opened. */
    record Found(String vault, byte[] metadata) {}

    /**
     * Opens a point that no database tells of: its wrap has to open beside its root for one of
     * these vaults.
     *
     * @throws StoreException.Locked when it opens for none
     */
    Found openFound(
            RootRecord root, byte[] rootHash, WrapRecord wrap, VaultKey key, Owners owners) {
        for (var vault : owners.vaults()) {
            var context =
                    new WrapContext(
                                    owners.account(),
                                    vault,
                                    root.point(),
                                    root.top(),
                                    key.version(),
                                    rootHash)
                            .bytes();
            try {
                var rootKey = ChunkKey.of(keys.unwrap(key, wrap.wrapped(), context));
                return new Found(
                        vault,
                        SealedMetadata.open(root.point(), root.sealed(), rootKey, root.top()));
            } catch (StoreException.Locked e) {
                LOG.debug("Recovery point {} is not of vault {}", root.point(), vault);
            }
        }
        throw new StoreException.Locked(
                "The wrap of recovery point "
                        + root.point()
                        + " does not open beside its root for its vault.",
                "One of the two was damaged or exchanged: bring it back from a copy of the store.");
    }

    /** A committed point's root key under another version of its vault's key. */
    WrapRecord renew(CommittedPoint point, KeyProvider.Wrapped from, VaultKey to) {
        return new WrapRecord(to.id(), to.version(), keys.rewrap(from, to, context(point, to)));
    }

    /** The wrap that counts, with the version of the key that it is said to be under. */
    static KeyProvider.Wrapped wrapped(
            PointObjects objects, CommittedPoint point, VaultKeys vaultKeys) {
        WrapRecord wrap;
        int look = 0;
        do {
            wrap = objects.readWrap(point.id());
            var key = vaultKeys.find(wrap.key(), wrap.keyVersion());
            if (key.isPresent()) {
                return new KeyProvider.Wrapped(
                        key.get(), wrap.wrapped(), context(point, key.get()));
            }
        } while (++look < LOOKS);
        throw new StoreException.Locked(
                "Recovery point "
                        + point.id()
                        + " is wrapped under key "
                        + wrap.key()
                        + "-"
                        + wrap.keyVersion()
                        + ", which its vault does not have.",
                "Its wrap was exchanged, or the vault is not the one it lies in.");
    }

    private static WrapRecord wrap(NewPoint point, byte[] wrapped) {
        return new WrapRecord(point.key().id(), point.key().version(), wrapped);
    }

    private static byte[] context(NewPoint point, RootRecord record, byte[] rootHash) {
        return new WrapContext(
                        point.account(),
                        point.vault(),
                        point.point(),
                        record.top(),
                        point.key().version(),
                        rootHash)
                .bytes();
    }

    private static byte[] context(CommittedPoint point, VaultKey key) {
        return new WrapContext(
                        point.account(),
                        point.vault(),
                        point.id(),
                        point.top(),
                        key.version(),
                        point.rootHash())
                .bytes();
    }
}
