package org.copyhold.testing;

import com.sun.management.GarbageCollectionNotificationInfo;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most that was left on the heap by any full garbage collection so far. Thread-safe. */
public final class LiveHeap {
    /** Whatever else the virtual machine keeps is not heap. */
    private static final Set<String> NOT_HEAP =
            Set.of("Metaspace", "Compressed Class Space", "CodeCache");

    private final AtomicLong most = new AtomicLong();

    public LiveHeap() {
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (told, handback) -> met((CompositeData) told.getUserData()),
                            null,
                            null);
        }
    }

    /** What a collection of young objects leaves may be garbage. */
    private void met(CompositeData told) {
        var collection = GarbageCollectionNotificationInfo.from(told);
        if (!collection.getGcAction().equals("end of major GC")) {
            return;
        }
        var after = collection.getGcInfo().getMemoryUsageAfterGc();
        long bytes =
                after.entrySet().stream()
                        .filter(pool -> !isOther(pool.getKey()))
                        .map(pool -> pool.getValue())
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
        most.accumulateAndGet(bytes, Math::max);
    }

    private static boolean isOther(String pool) {
        return NOT_HEAP.contains(pool) || pool.startsWith("CodeHeap");
    }

    /** In bytes, since this was asked for the last time. */
    public long take() {
        return most.getAndSet(0);
    }
}
