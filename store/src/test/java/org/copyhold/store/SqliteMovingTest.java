package org.copyhold.store;

import java.nio.file.Path;

class SqliteMovingTest extends MovingContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.sqlite(folder);
    }
}
