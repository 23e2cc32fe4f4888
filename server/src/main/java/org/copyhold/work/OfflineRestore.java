package org.copyhold.work;

import org.copyhold.connect.Connector;
import org.copyhold.connect.Report;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.copyhold.store.FoundPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Restores from a store that no server has: what its records say, the master key and a catalogue
 * made on the spot are all it takes. Used by one thread.
 */
public final class OfflineRestore {
    private final SealedStore store;
    private final Connectors connectors;

    /**
     * @param store over a database that is thrown away afterwards
     */
    public OfflineRestore(SealedStore store, Connectors connectors) {
        this.store = store;
        this.connectors = connectors;
    }

    /**
     * What can be restored, and what is damaged.
     *
     * @param points by the time they were completed
     * @param damages a sentence for each record that is not as it must be
     */
    public record Found(List<FoundPoint> points, List<String> damages) {
        public Found {
            points = List.copyOf(points);
            damages = List.copyOf(damages);
        }
    }

    /**
     * What came of a restore.
     *
     * @param damages packs that are not as they must be; none of them was needed
     * @param problems of single items, a line each
     */
    public record Restored(Path path, long bytes, List<String> damages, List<String> problems) {
        public Restored {
            damages = List.copyOf(damages);
            problems = List.copyOf(problems);
        }
    }

    /** What can be restored. */
    public Found points() {
        var records = store.rebuild().records();
        return new Found(records.points(), records.damages());
    }

    /**
     * Restores everything of a point into a new folder below {@code target}.
     *
     * @throws StoreException.Corrupt when a byte that it needs is not as it must be
     */
    public Restored restore(FoundPoint point, Path target) {
        var connector = connectors.of(label(point, "resourceType"));
        var order = order(point, connector, target);
        var rebuild = store.rebuild();
        var damages = rebuild.packs(_ -> {});
        rebuild.bringBack(point, label(point, "resource"), Statements.NONE);
        rebuild.end(true);
        var work = store.begin("restore-" + point.id());
        var opened = store.unlock(work, point.id(), point.key());
        var problems = new ArrayList<String>();
        Report report = (path, what) -> problems.add(path + ": " + what);
        try (var restoring = connector.restore(order, report)) {
            var made = new AtomicLong();
            Restore.makeAll(store, opened, restoring, made);
            return new Restored(restoring.created().path(), made.get(), damages, problems);
        }
    }

    private static RestoreOrder order(FoundPoint point, Connector connector, Path target) {
        var arn = Arn.require("resource", label(point, "resource"));
        var place =
                new RestoreOrder.Place(
                        point.account(), arn.region(), _ -> Optional.empty(), target);
        var metadata = connector.asNew(arn.region());
        return new RestoreOrder(arn, metadata, "offline-" + point.id(), Instant.EPOCH, place);
    }

    private static String label(FoundPoint point, String name) {
        var label = point.labels().get(name);
        if (label == null) {
            throw new StoreException.Corrupt(
                    "The root of recovery point %s does not tell its %s."
                            .formatted(point.id(), name),
                    "It was written by another version of Copyhold, or by none.");
        }
        return label;
    }
}
