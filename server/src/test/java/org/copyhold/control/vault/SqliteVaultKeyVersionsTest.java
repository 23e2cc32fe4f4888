package org.copyhold.control.vault;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class SqliteVaultKeyVersionsTest extends VaultKeyVersionsContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
