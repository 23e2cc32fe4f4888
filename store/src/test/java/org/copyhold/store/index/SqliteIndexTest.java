package org.copyhold.store.index;

import java.nio.file.Path;
import org.copyhold.store.TestDatabase;

class SqliteIndexTest extends IndexContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.sqlite(folder);
    }
}
