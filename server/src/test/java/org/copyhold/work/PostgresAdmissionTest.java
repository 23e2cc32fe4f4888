package org.copyhold.work;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class PostgresAdmissionTest extends AdmissionContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.postgres();
    }
}
