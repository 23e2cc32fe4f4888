package org.copyhold.store.read;

import org.copyhold.store.tree.PathOrder;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chooses some paths, what lies below them, and the folders that lead to them. */
final class Subtrees implements PathFilter {
    private final List<byte[]> roots;
    private final List<byte[]> rootsAndFolders = new ArrayList<>();

    Subtrees(List<byte[]> roots) {
        this.roots = roots.stream().map(byte[]::clone).toList();
        for (var root : this.roots) {
            rootsAndFolders.add(root);
            rootsAndFolders.add(new byte[0]);
            for (int i = 0; i < root.length; i++) {
                if (root[i] == '/') {
                    rootsAndFolders.add(Arrays.copyOf(root, i));
                }
            }
        }
    }

    @Override
    public boolean wants(byte[] path) {
        return isBelowRoot(path)
                || rootsAndFolders.stream().anyMatch(wanted -> Arrays.equals(wanted, path));
    }

    /**
     * What lies below a root follows it without a break, so a range without any root or folder is
     * wanted by its start or not at all.
     */
    @Override
    public boolean wantsWithin(byte[] first, byte @Nullable [] last) {
        return isBelowRoot(first)
                || rootsAndFolders.stream().anyMatch(wanted -> lies(wanted, first, last));
    }

    private boolean isBelowRoot(byte[] path) {
        return roots.stream().anyMatch(root -> PathOrder.isWithin(path, root));
    }

    private static boolean lies(byte[] path, byte[] first, byte @Nullable [] last) {
        return PathOrder.compare(first, path) <= 0
                && (last == null || PathOrder.compare(path, last) <= 0);
    }
}
