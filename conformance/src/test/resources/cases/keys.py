"""Keys of vaults that an operator rotates, disables and enables while clients go on."""

import os
import subprocess

from house import *  # noqa: F403

INACCESSIBLE = "Given key ID is not accessible"


def _vault_key(deed, arn):
    """What an operator does, through the server's socket."""
    command = os.environ["COPYHOLD"].split("\n") + ["vault-key", deed, arn, "--config", "copyhold.yaml"]
    subprocess.run(command, check=True, capture_output=True)


def _restored(point, of=east):
    job = of.start_restore_job(RecoveryPointArn=point, IamRoleArn=ROLE, Metadata={"newFileSystem": "true"})
    return eventually(
        lambda: of.describe_restore_job(RestoreJobId=job["RestoreJobId"]),
        lambda j: j["Status"] in ("COMPLETED", "FAILED", "ABORTED"),
    )


@case
def after_a_rotation_a_point_is_copied_and_both_are_restored():
    name, arn = new_vault(of=east)
    point = backed_up(name)
    before = east.describe_backup_vault(BackupVaultName=name)["EncryptionKeyArn"]
    _vault_key("rotate", arn)
    assert east.describe_backup_vault(BackupVaultName=name)["EncryptionKeyArn"] == before
    _, destination = new_vault()
    job = copied(point, name, destination)
    assert _restored(point)["Status"] == "COMPLETED"
    assert _restored(job["DestinationRecoveryPointArn"], west)["Status"] == "COMPLETED"


@case
def what_a_disabled_key_is_needed_for_fails_at_once_and_goes_on_when_it_is_enabled():
    name, arn = new_vault(of=east)
    point = backed_up(name)
    _vault_key("disable", arn)
    job = failed_copy(point, name, new_vault()[1])
    key = east.describe_backup_vault(BackupVaultName=name)["EncryptionKeyArn"]
    assert job["StatusMessage"] == (
        "The source snapshot KMS key [%s] does not exist, is not enabled or you do not have permissions to access it."
        % key
    )
    ends_as(job, "InvalidParameters")
    assert failed_copy(POINT, HOME, arn)["StatusMessage"] == INACCESSIBLE
    restore = _restored(point)
    assert restore["Status"] == "FAILED" and INACCESSIBLE in restore["StatusMessage"], restore
    backup = ended_backup(
        east.start_backup_job(BackupVaultName=name, ResourceArn=RESOURCE, IamRoleArn=ROLE)["BackupJobId"]
    )
    assert backup["State"] == "FAILED" and INACCESSIBLE in backup["StatusMessage"], backup
    _vault_key("enable", arn)
    copied(point, name, new_vault()[1])
    assert len(points_in(name, east)) == 1
