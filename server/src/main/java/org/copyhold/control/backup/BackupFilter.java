package org.copyhold.control.backup;

import org.copyhold.control.job.JobFilter;
import org.copyhold.sql.Conditions;
import org.jspecify.annotations.Nullable;

/** Which backup jobs are asked for; null lets all through. */
public record BackupFilter(JobFilter job, @Nullable String vaultName) {
    Conditions conditions(String account, String region) {
        return job.conditions(account, region)
                .and("vault_name = :vaultName", "vaultName", vaultName);
    }
}
