package org.copyhold.control.copy;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class SqliteCopyParentsTest extends CopyParentsContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
