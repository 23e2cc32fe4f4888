package org.copyhold.store;

import java.nio.file.Path;

class PostgresSealedStoreTest extends SealedStoreContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.postgres();
    }
}
