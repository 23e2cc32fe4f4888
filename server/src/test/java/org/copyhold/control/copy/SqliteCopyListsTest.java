package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.JobFilter.Period;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class SqliteCopyListsTest extends CopyListsContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.sqlite(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy_job", "backup_job"})
    void theChildrenOfAParentAreFoundByIndexAndInOrder(String table) throws IOException {
        var conditions =
                new JobFilter(null, null, null, Period.ALWAYS, Period.ALWAYS, null, "parent")
                        .conditions("account", "region");
        var sql =
                "explain query plan select * from %s where %s order by created_at desc, id desc limit 100"
                        .formatted(table, conditions.sql());
        try (var database = TestDatabases.sqlite(Files.createDirectory(folder.resolve(table)))) {
            var plan =
                    database.read(
                            handle ->
                                    conditions
                                            .bind(handle.createQuery(sql))
                                            .map((row, _) -> row.getString("detail"))
                                            .list());

            assertThat(plan).singleElement().asString().contains(table + "_of_parent");
        }
    }
}
