package org.copyhold.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultResponse;

class MembersTest {
    private final Members<String> members =
            new Members<String>()
                    .with("BackupVaultName", name -> name)
                    .with("BackupVaultArn", _ -> null)
                    .with("NumberOfRecoveryPoints", name -> (long) name.length());

    @Test
    void eachShapeShowsTheMembersItHas() {
        var line = members.show("home", BackupVaultListMember.builder()).build();
        var made = members.show("home", CreateBackupVaultResponse.builder()).build();

        assertThat(line.backupVaultName()).isEqualTo("home");
        assertThat(line.backupVaultArn()).isNull();
        assertThat(line.numberOfRecoveryPoints()).isEqualTo(4);
        assertThat(made.backupVaultName()).isEqualTo("home");
    }

    @Test
    void aMemberIsToldOnce() {
        assertThatThrownBy(() -> members.with("BackupVaultName", name -> name))
                .hasMessageContaining("BackupVaultName");
    }
}
