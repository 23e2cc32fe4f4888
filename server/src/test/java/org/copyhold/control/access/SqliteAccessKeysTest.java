package org.copyhold.control.access;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class SqliteAccessKeysTest extends AccessKeysContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
