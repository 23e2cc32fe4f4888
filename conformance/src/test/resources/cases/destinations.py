"""The destination is judged when the job runs, and a refused copy leaves nothing there."""

import json

from house import *  # noqa: F403

SAME_ORGANIZATION = "Copy job failed. Both source and destination account must be a member of the same organization."
SWITCHED_OFF = "Copy job failed. Cross-account copy feature is not enabled for the current organization."


def _cross_account(is_on):
    east.update_global_settings(GlobalSettings={"isCrossAccountBackupEnabled": "true" if is_on else "false"})


def _allow(vault, of, statement):
    policy = json.dumps({"Version": "2012-10-17", "Statement": [dict({"Sid": "copies"}, **statement)]})
    of.put_backup_vault_access_policy(BackupVaultName=vault, Policy=policy)


@case
def a_destination_that_does_not_exist_fails_the_job():
    job = failed_copy(POINT, HOME, vault_arn("not-there"))
    assert vault_arn("not-there") in job["StatusMessage"], job


@case
def a_region_that_is_not_served_fails_the_job():
    job = failed_copy(POINT, HOME, vault_arn("anywhere", FAR))
    assert FAR in job["StatusMessage"], job


@case
def an_account_of_another_organization_gets_no_copy():
    job = failed_copy(POINT, HOME, vault_arn("anywhere", WEST, FOREIGN))
    assert job["StatusMessage"] == SAME_ORGANIZATION, job
    job = failed_copy(POINT, HOME, vault_arn("anywhere", WEST, "999999999999"))
    assert job["StatusMessage"] == SAME_ORGANIZATION, job


@case
def cross_account_copies_are_off_until_switched_on():
    assert east.describe_global_settings()["GlobalSettings"]["isCrossAccountBackupEnabled"] == "false"
    name, arn = new_vault(of=other_west)
    job = failed_copy(POINT, HOME, arn)
    assert job["StatusMessage"] == SWITCHED_OFF, job
    assert points_in(name, other_west) == []


@case
def a_vault_of_another_account_must_let_copies_in():
    name, arn = new_vault(of=other_west)
    _cross_account(True)
    job = failed_copy(POINT, HOME, arn)
    assert job["StatusMessage"] == "Access Denied trying to call AWS Backup service", job
    ends_as(job, "AccessDenied")
    assert points_in(name, other_west) == []


@case
def a_copy_into_another_account_arrives_and_is_restored_there():
    name, arn = new_vault(of=other_west)
    _cross_account(True)
    _allow(
        name,
        other_west,
        {"Effect": "Allow", "Principal": {"AWS": MAIN}, "Action": "backup:CopyIntoBackupVault", "Resource": "*"},
    )
    job = copied(POINT, HOME, arn)
    arrived = points_in(name, other_west)
    assert [p["RecoveryPointArn"] for p in arrived] == [job["DestinationRecoveryPointArn"]]
    assert arrived[0]["RecoveryPointArn"].split(":")[4] == OTHER
    assert other_west.list_copy_jobs()["CopyJobs"] == []
    started = other_west.start_restore_job(
        RecoveryPointArn=arrived[0]["RecoveryPointArn"],
        IamRoleArn="arn:aws:iam::210987654321:role/Restore",
        Metadata={"newFileSystem": "true"},
    )
    restore = eventually(
        lambda: other_west.describe_restore_job(RestoreJobId=started["RestoreJobId"]),
        lambda j: j["Status"] in ("COMPLETED", "FAILED", "ABORTED"),
    )
    assert restore["Status"] == "COMPLETED", restore


@case
def the_default_vault_of_another_account_takes_no_copies():
    _cross_account(True)
    other_west.create_backup_vault(BackupVaultName="Default")
    _allow(
        "Default",
        other_west,
        {"Effect": "Allow", "Principal": "*", "Action": "backup:CopyIntoBackupVault", "Resource": "*"},
    )
    job = failed_copy(POINT, HOME, vault_arn("Default", WEST, OTHER))
    assert "default" in job["StatusMessage"].lower(), job
    assert points_in("Default", other_west) == []


@case
def switching_cross_account_copies_off_again_stops_them():
    name, arn = new_vault(of=other_west)
    _allow(
        name,
        other_west,
        {"Effect": "Allow", "Principal": {"AWS": MAIN}, "Action": "backup:CopyIntoBackupVault", "Resource": "*"},
    )
    _cross_account(False)
    assert failed_copy(POINT, HOME, arn)["StatusMessage"] == SWITCHED_OFF
    assert points_in(name, other_west) == []
