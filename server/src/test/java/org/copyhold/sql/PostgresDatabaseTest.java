package org.copyhold.sql;

import java.nio.file.Path;

final class PostgresDatabaseTest extends DatabaseContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.postgresWithoutTables();
    }
}
