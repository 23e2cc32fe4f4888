package org.copyhold.connect.files;

import org.copyhold.connect.linux.Stat;
import org.copyhold.connect.linux.Time;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The files with several names that were met, each until its last name is. */
final class HardLinks {
    private final Map<Key, Names> met = new HashMap<>();

    /**
     * The path under which this file was met first, or null when this is the first one.
     *
     * @param stat of the file, which has several names
     */
    byte @Nullable [] firstName(Stat stat, byte[] path) {
        var key = Key.of(stat);
        var names = met.get(key);
        if (names == null) {
            met.put(key, new Names(path, stat.links() - 1));
            return null;
        }
        names.left--;
        if (names.left <= 0) {
            met.remove(key);
        }
        return names.first;
    }

    /** Takes back what was said of a file that could not be read under its first name. */
    void forget(Stat stat, byte[] path) {
        var key = Key.of(stat);
        var names = met.get(key);
        if (names != null && Arrays.equals(names.first, path)) {
            met.remove(key);
        }
    }

    private static final class Names {
        private final byte[] first;
        private int left;

        Names(byte[] first, int left) {
            this.first = first;
            this.left = left;
        }
    }

    /** The time of birth tells a file from a later one that got its inode. */
    private record Key(long device, long inode, Time born) {
        static Key of(Stat stat) {
            return new Key(stat.stamp().device(), stat.stamp().inode(), stat.born());
        }
    }
}
