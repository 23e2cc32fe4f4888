package org.copyhold.control.access;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class PostgresAccessKeysTest extends AccessKeysContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.postgres();
    }
}
