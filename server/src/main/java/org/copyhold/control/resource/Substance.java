package org.copyhold.control.resource;

import org.copyhold.kit.Arn;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a declared resource consists of. */
public sealed interface Substance {
    /** The same for people. */
    String text();

    /**
     * Something of this machine: a folder, an image of a disk, a device.
     *
     * @param path absolute
     */
    record Local(Path path) implements Substance {
        @Override
        public String text() {
            return path.toString();
        }
    }

    /**
     * Something at an endpoint, such as a bucket, whose ARN tells neither account nor Region.
     *
     * @param endpoint the name that the configuration gives to where it is
     */
    record Remote(String account, String region, String endpoint) implements Substance {
        @Override
        public String text() {
            return "endpoint " + endpoint + " for account " + account + " in " + region;
        }
    }

    /**
     * Other resources, which are backed up together. They need not be declared, nor of a type that
     * can be backed up here.
     *
     * @param byName the members by their logical names
     */
    record Members(SortedMap<String, Arn> byName) implements Substance {
        public Members {
            byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
        }

        /** Members from any map. */
        public static Members of(Map<String, Arn> byName) {
            return new Members(new TreeMap<>(byName));
        }

        @Override
        public String text() {
            return byName.toString();
        }
    }
}
