package org.copyhold.store.sweep;

import org.copyhold.store.TestDatabase;

import java.nio.file.Path;

class SqliteCollectingBesideJobsTest extends CollectingBesideJobsContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.sqlite(folder);
    }
}
