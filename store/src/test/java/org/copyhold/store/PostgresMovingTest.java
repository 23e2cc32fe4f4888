package org.copyhold.store;

import java.nio.file.Path;

class PostgresMovingTest extends MovingContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.postgres();
    }
}
