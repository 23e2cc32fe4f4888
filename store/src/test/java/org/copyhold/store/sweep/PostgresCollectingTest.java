package org.copyhold.store.sweep;

import org.copyhold.store.TestDatabase;

import java.nio.file.Path;

class PostgresCollectingTest extends CollectingContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.postgres();
    }
}
