package org.copyhold.store;

import java.nio.file.Path;

class SqliteSealedStoreTest extends SealedStoreContract {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.sqlite(folder);
    }
}
