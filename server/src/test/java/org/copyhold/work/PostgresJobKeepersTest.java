package org.copyhold.work;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class PostgresJobKeepersTest extends JobKeepersContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.postgres();
    }
}
