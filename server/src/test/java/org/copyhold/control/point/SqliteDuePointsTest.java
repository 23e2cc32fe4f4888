package org.copyhold.control.point;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

final class SqliteDuePointsTest extends DuePointsContract {
    @Override
    Database open(Path folder) {
        return TestDatabases.sqlite(folder);
    }

    @Test
    void whatIsDueIsFoundByIndexAndJobsThatReadItAreToo() {
        assertThat(planOf(DuePoints.FOR_DELETION)).contains("recovery_point_delete_due");
        assertThat(planOf(DuePoints.FOR_COLD)).contains("recovery_point_cold_due");
        assertThat(planOf("select 1 from recovery_point where id = :id" + DuePoints.NOT_READ))
                .contains("copy_job_reading")
                .contains("restore_job_reading");
    }

    private String planOf(String statement) {
        var sql = statement.replaceAll(":[a-zA-Z]+", "1");
        var plan =
                database.read(
                        handle ->
                                handle.createQuery("explain query plan " + sql)
                                        .map((row, _) -> row.getString("detail"))
                                        .list());
        assertThat(plan).noneMatch(step -> step.startsWith("SCAN"));
        return String.join("\n", plan);
    }
}
