package org.copyhold.store.write;

import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link Progress}. Thread-safe. */
final class Tally {
    final LongAdder entries = new LongAdder();
    final LongAdder logicalBytes = new LongAdder();
    final LongAdder readBytes = new LongAdder();
    final LongAdder storedBytes = new LongAdder();
    final LongAdder skippedBytes = new LongAdder();

    Progress progress() {
        return new Progress(
                entries.sum(),
                logicalBytes.sum(),
                readBytes.sum(),
                storedBytes.sum(),
                skippedBytes.sum());
    }
}
