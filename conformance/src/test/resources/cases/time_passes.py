"""What happens when days go by; these cases move the server's clock, so they come last."""

import json
import os
import urllib.request

from house import *  # noqa: F403


def _days(count):
    request = urllib.request.Request(
        ENDPOINT + "/copyhold/testing/advance-clock", json.dumps({"by": "P%dD" % count}).encode(), method="POST"
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


@case
def a_copy_turns_cold_on_its_day_and_cannot_be_copied_then():
    point = backed_up(HOME)
    name, arn = new_vault()
    job = copied(point, HOME, arn, Lifecycle={"MoveToColdStorageAfterDays": 1, "DeleteAfterDays": 100})
    copy = dict(BackupVaultName=name, RecoveryPointArn=job["DestinationRecoveryPointArn"])
    assert west.describe_recovery_point(**copy)["StorageClass"] == "WARM"
    _days(1)
    assert west.describe_recovery_point(**copy)["StorageClass"] == "COLD"
    _, back = new_vault(of=east)
    refused(
        "InvalidRequestException",
        "cold",
        west.start_copy_job,
        **order(copy["RecoveryPointArn"], name, back)
    )


@case
def a_cold_copy_is_restored_from_the_cold_store():
    point = backed_up(HOME)
    name, arn = new_vault()
    job = copied(point, HOME, arn, Lifecycle={"MoveToColdStorageAfterDays": 1, "DeleteAfterDays": 100})
    _days(1)
    copy = job["DestinationRecoveryPointArn"]
    assert west.describe_recovery_point(BackupVaultName=name, RecoveryPointArn=copy)["StorageClass"] == "COLD"
    cold = "stores/eu-west-1-cold/123456789012/main/"
    assert os.listdir(cold + "points") and any(files for _, _, files in os.walk(cold + "packs"))
    order = dict(RecoveryPointArn=copy, IamRoleArn=ROLE, Metadata={"newFileSystem": "true"})
    restore = eventually(
        lambda job=west.start_restore_job(**order): west.describe_restore_job(RestoreJobId=job["RestoreJobId"]),
        lambda it: it["Status"] in ("COMPLETED", "FAILED"),
    )
    assert restore["Status"] == "COMPLETED", restore
    made = "data/restored/" + restore["CreatedResourceArn"].split("/")[-1]
    for folder, _, files in os.walk("share"):
        for file in files:
            there = os.path.join(made, os.path.relpath(os.path.join(folder, file), "share"))
            assert open(there, "rb").read() == open(os.path.join(folder, file), "rb").read(), there


@case
def a_copy_is_gone_on_its_last_day_and_its_source_is_not():
    point = backed_up(HOME)
    name, arn = new_vault()
    copied(point, HOME, arn, Lifecycle={"DeleteAfterDays": 5})
    _days(4)
    assert len(points_in(name)) == 1
    _days(1)
    assert points_in(name) == []
    assert east.describe_recovery_point(BackupVaultName=HOME, RecoveryPointArn=point)["Status"] == "COMPLETED"


@case
def a_composite_copy_goes_on_the_day_of_its_last_part():
    shop = "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1"
    job = east.start_backup_job(BackupVaultName=HOME, ResourceArn=shop, IamRoleArn=ROLE)
    point = ended_backup(job["BackupJobId"])["RecoveryPointArn"]
    name, arn = new_vault()
    copied(point, HOME, arn, Lifecycle={"DeleteAfterDays": 5})
    _days(4)
    assert len(points_in(name)) == 3
    _days(1)
    assert points_in(name) == []
    assert east.describe_recovery_point(BackupVaultName=HOME, RecoveryPointArn=point)["Status"] == "COMPLETED"


@case
def an_expiry_that_has_passed_is_refused():
    _, arn = new_vault()
    refused(
        "InvalidParameterValueException",
        "lifecycle",
        east.start_copy_job,
        **order(POINT, HOME, arn, Lifecycle={"DeleteAfterDays": 2})
    )


@case
def a_compliance_lock_is_for_ever_once_its_grace_is_over():
    name, _ = new_vault()
    west.put_backup_vault_lock_configuration(BackupVaultName=name, MinRetentionDays=5, ChangeableForDays=3)
    shown = west.describe_backup_vault(BackupVaultName=name)
    assert shown["Locked"] and shown["LockDate"], shown
    west.put_backup_vault_lock_configuration(BackupVaultName=name, MinRetentionDays=6, ChangeableForDays=3)
    _days(4)
    refused("InvalidRequestException", "", west.delete_backup_vault_lock_configuration, BackupVaultName=name)
    refused(
        "InvalidRequestException",
        "",
        west.put_backup_vault_lock_configuration,
        BackupVaultName=name,
        MinRetentionDays=1,
    )
    assert west.describe_backup_vault(BackupVaultName=name)["MinRetentionDays"] == 6


@case
def summaries_count_what_ended_on_past_days():
    _days(1)
    if not hasattr(east, "list_copy_job_summaries"):
        return
    answer = east.list_copy_job_summaries(AggregationPeriod="FOURTEEN_DAYS", State="COMPLETED", AccountId=MAIN)
    assert sum(row["Count"] for row in answer["CopyJobSummaries"]) > 0, answer


@case
def ended_jobs_are_forgotten_after_thirty_days():
    _, arn = new_vault()
    job = copied(backed_up(HOME), HOME, arn)
    _days(29)
    assert east.describe_copy_job(CopyJobId=job["CopyJobId"])["CopyJob"]["State"] == "COMPLETED"
    _days(2)
    refused("ResourceNotFoundException", "", east.describe_copy_job, CopyJobId=job["CopyJobId"])
