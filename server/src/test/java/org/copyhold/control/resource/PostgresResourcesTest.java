package org.copyhold.control.resource;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class PostgresResourcesTest extends ResourcesContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.postgres();
    }
}
