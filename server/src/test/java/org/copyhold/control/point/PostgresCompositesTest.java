package org.copyhold.control.point;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class PostgresCompositesTest extends CompositesContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.postgres();
    }
}
