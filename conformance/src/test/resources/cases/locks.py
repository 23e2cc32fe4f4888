"""Locked vaults."""

from house import *  # noqa: F403

OUT_OF_RANGE = (
    "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault."
)


def _lock(name, of=west, **range_):
    of.put_backup_vault_lock_configuration(BackupVaultName=name, **range_)


@case
def a_lock_is_shown_and_a_governance_lock_can_be_taken_away():
    name, _ = new_vault()
    assert west.describe_backup_vault(BackupVaultName=name)["Locked"] is False
    _lock(name, MinRetentionDays=7, MaxRetentionDays=400)
    shown = west.describe_backup_vault(BackupVaultName=name)
    assert (shown["Locked"], shown["MinRetentionDays"], shown["MaxRetentionDays"]) == (True, 7, 400), shown
    assert "LockDate" not in shown
    west.delete_backup_vault_lock_configuration(BackupVaultName=name)
    assert west.describe_backup_vault(BackupVaultName=name)["Locked"] is False


@case
def lock_numbers_out_of_range_are_refused():
    name, _ = new_vault()
    for range_ in (
        {"MinRetentionDays": 0},
        {"MaxRetentionDays": 36501},
        {"MinRetentionDays": 10, "MaxRetentionDays": 9},
        {"ChangeableForDays": 2},
        {"ChangeableForDays": 36501},
    ):
        refused(
            "InvalidParameterValueException",
            "",
            west.put_backup_vault_lock_configuration,
            BackupVaultName=name,
            **range_
        )


@case
def a_copy_that_lives_too_short_or_too_long_for_the_vault_fails():
    name, arn = new_vault()
    _lock(name, MinRetentionDays=100, MaxRetentionDays=300)
    for days in (99, 301):
        job = failed_copy(POINT, HOME, arn, Lifecycle={"DeleteAfterDays": days})
        assert job["StatusMessage"] == OUT_OF_RANGE, job
    assert points_in(name) == []
    assert copied(POINT, HOME, arn, Lifecycle={"DeleteAfterDays": 300})["DestinationRecoveryPointArn"]


@case
def a_recovery_point_of_a_locked_vault_stays_as_it_is():
    name, arn = new_vault()
    job = copied(POINT, HOME, arn)
    _lock(name, MinRetentionDays=1)
    point = dict(BackupVaultName=name, RecoveryPointArn=job["DestinationRecoveryPointArn"])
    refused("InvalidRequestException", "", west.delete_recovery_point, **point)
    refused(
        "InvalidRequestException",
        "",
        west.update_recovery_point_lifecycle,
        Lifecycle={"DeleteAfterDays": 1},
        **point
    )
    assert len(points_in(name)) == 1
    west.delete_backup_vault_lock_configuration(BackupVaultName=name)
    west.delete_recovery_point(**point)
    assert points_in(name) == []


@case
def a_backup_out_of_a_vault_s_range_fails():
    name, _ = new_vault(of=east)
    _lock(name, of=east, MinRetentionDays=30)
    job = east.start_backup_job(
        BackupVaultName=name, ResourceArn=RESOURCE, IamRoleArn=ROLE, Lifecycle={"DeleteAfterDays": 10}
    )
    ended = ended_backup(job["BackupJobId"])
    assert ended["State"] == "FAILED", ended
    assert "lifecycle is outside the valid range for backup vault" in ended["StatusMessage"], ended
