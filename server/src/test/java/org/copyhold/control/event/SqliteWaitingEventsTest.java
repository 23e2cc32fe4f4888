package org.copyhold.control.event;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;

final class SqliteWaitingEventsTest extends WaitingEventsContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
