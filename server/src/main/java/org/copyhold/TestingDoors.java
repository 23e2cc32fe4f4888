package org.copyhold;

import org.copyhold.api.http.Testing;
import org.copyhold.sql.Database;

import java.time.Duration;

/** What tests may do to a server that runs for them. */
final class TestingDoors implements Testing {
    private final Database database;
    private final Keepers keepers;

    TestingDoors(Database database, Keepers keepers) {
        this.database = database;
        this.keepers = keepers;
    }

    @Override
    public void advanceClock(Duration by) {
        var since = keepers.clock.instant();
        keepers.clock.advance(by);
        keepers.workers.runDue(since);
        keepers.retention.go();
        keepers.lifecycles.go();
        keepers.upkeep.catchUp();
        keepers.history.catchUp();
    }

    @Override
    public synchronized void reset() {
        keepers.workers.drop();
        keepers.points.startDeletingAll();
        keepers.upkeep.catchUp();
        database.write(
                _ -> {
                    keepers.backupJobs.clear();
                    keepers.copyJobs.clear();
                    keepers.restoreJobs.clear();
                    keepers.jobLog.clear();
                    keepers.tokens.clear();
                    keepers.globalSettings.clear();
                    keepers.regionSettings.clear();
                    keepers.vaults.deleteAllEmpty();
                    return true;
                });
    }
}
