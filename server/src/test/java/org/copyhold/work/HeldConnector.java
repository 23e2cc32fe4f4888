package org.copyhold.work;

import org.copyhold.connect.Connector;
import org.copyhold.connect.Content;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;
import org.copyhold.store.Interrupted;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Another connector, whose readings and restorings can be held up in the middle. */
final class HeldConnector implements Connector {
    private static final int MIDDLE = 3;

    /** How often an item's content was opened. */
    final AtomicInteger opened = new AtomicInteger();

    /** Items of these paths are gone when they are opened. */
    volatile Predicate<String> vanishing = _ -> false;

    private final Connector connector;
    private volatile CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch open = new CountDownLatch(0);

    HeldConnector(Connector connector) {
        this.connector = connector;
    }

    /** From now on whoever comes to the middle waits there. */
    void hold() {
        reached = new CountDownLatch(1);
        open = new CountDownLatch(1);
    }

    /** Returns when somebody waits in the middle. */
    void awaitHeld() throws InterruptedException {
        reached.await();
    }

    void release() {
        open.countDown();
    }

    @Override
    public String resourceType() {
        return connector.resourceType();
    }

    @Override
    public Map<String, String> restoreMetadata(Resource resource) {
        return connector.restoreMetadata(resource);
    }

    @Override
    public Map<String, String> asNew(String region) {
        return connector.asNew(region);
    }

    @Override
    public Reading read(Resource resource, Report report) {
        return new HeldReading(connector.read(resource, report), report);
    }

    @Override
    public void check(RestoreOrder order) {
        connector.check(order);
    }

    @Override
    public Restoring restore(RestoreOrder order, Report report) {
        return new HeldRestoring(connector.restore(order, report));
    }

    private void pass() {
        if (open.getCount() > 0) {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new Interrupted();
            }
        }
    }

    private final class HeldReading implements Reading {
        private final Reading reading;
        private final Report report;
        private int items;

        HeldReading(Reading reading, Report report) {
            this.reading = reading;
            this.report = report;
        }

        @Override
        public @Nullable Item next() {
            if (++items == MIDDLE) {
                pass();
            }
            var item = reading.next();
            return item == null ? null : new CountedItem(item, report);
        }

        @Override
        public void close() {
            reading.close();
        }
    }

    private final class CountedItem implements Item {
        private final Item item;
        private final Report report;

        CountedItem(Item item, Report report) {
            this.item = item;
            this.report = report;
        }

        @Override
        public byte[] path() {
            return item.path();
        }

        @Override
        public boolean unchangedSince(byte[] metadata, Instant began) {
            return item.unchangedSince(metadata, began);
        }

        @Override
        public @Nullable Content open() {
            var path = new String(item.path(), StandardCharsets.UTF_8);
            if (vanishing.test(path)) {
                report.problem(path, "gone");
                return null;
            }
            opened.incrementAndGet();
            return item.open();
        }

        @Override
        public byte[] metadata() {
            return item.metadata();
        }

        @Override
        public long size() {
            return item.size();
        }
    }

    private final class HeldRestoring implements Restoring {
        private final Restoring restoring;
        private int items;

        HeldRestoring(Restoring restoring) {
            this.restoring = restoring;
        }

        @Override
        public Resource created() {
            return restoring.created();
        }

        @Override
        public boolean isNew() {
            return restoring.isNew();
        }

        @Override
        public boolean wants(byte[] path) {
            return restoring.wants(path);
        }

        @Override
        public void make(byte[] path, byte[] metadata, long size, Pieces content) {
            if (++items == MIDDLE) {
                pass();
            }
            restoring.make(path, metadata, size, content);
        }

        @Override
        public boolean again() {
            return restoring.again();
        }

        @Override
        public void finish() {
            restoring.finish();
        }

        @Override
        public void abandon() {
            restoring.abandon();
        }

        @Override
        public void close() {
            restoring.close();
        }
    }
}
