package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A backup program under comparison: one folder of data, and two repositories of its own. */
interface Peer extends AutoCloseable {
    String name();

    /** Backs the folder up into the first repository. */
    Tool.Cost backUp() throws IOException;

    /** Copies the newest backup into the second repository. */
    Tool.Cost copy() throws IOException;

    /** Restores the newest backup from the second repository. */
    Tool.Cost restore() throws IOException;

    /** The first repository. */
    default Path source() {
        return folder().resolve("source");
    }

    /** The second repository. */
    default Path destination() {
        return folder().resolve("destination");
    }

    /** Where all that it writes lies. */
    Path folder();

    @Override
    default void close() throws IOException {
        Bench.remove(folder());
    }
}
