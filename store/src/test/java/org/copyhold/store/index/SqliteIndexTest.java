package org.copyhold.store.index;

import org.copyhold.store.TestDatabase;

import java.nio.file.Path;

class SqliteIndexTest extends IndexContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.sqlite(folder);
    }
}
