package org.copyhold.control.point;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class SqliteCompositesTest extends CompositesContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
