package org.copyhold.store.index;

import org.copyhold.store.TestDatabase;

import java.nio.file.Path;

class PostgresIndexTest extends IndexContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.postgres();
    }
}
