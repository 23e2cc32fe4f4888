"""The whole flow through boto3: back up, copy to another Region, delete the source, restore the copy."""

import os
import sys
import time

import boto3

NAME = sys.argv[1]


def client(region):
    return boto3.client("backup", region_name=region, endpoint_url=os.environ["ENDPOINT"])


def ended(describe, state):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        job = describe()
        if job[state] in ("COMPLETED", "FAILED", "ABORTED", "PARTIAL"):
            assert job[state] == "COMPLETED", job
            return job
        time.sleep(0.05)
    raise AssertionError("job did not end: %s" % job)


east, west = client("us-east-1"), client("eu-west-1")
role = os.environ["ROLE"]

east.create_backup_vault(BackupVaultName=NAME, BackupVaultTags={"made by": "boto3"})
vault = west.create_backup_vault(BackupVaultName=NAME + "-copy")
assert east.list_tags(ResourceArn=east.describe_backup_vault(BackupVaultName=NAME)["BackupVaultArn"])["Tags"] == {
    "made by": "boto3"
}

started = east.start_backup_job(
    BackupVaultName=NAME,
    ResourceArn=os.environ["RESOURCE"],
    IamRoleArn=role,
    Lifecycle={"DeleteAfterDays": 120},
    RecoveryPointTags={"a": "1"},
)
backup = ended(lambda: east.describe_backup_job(BackupJobId=started["BackupJobId"]), "State")
source = backup["RecoveryPointArn"]
assert backup["PercentDone"] == "100.0", backup
assert [j["BackupJobId"] for j in east.list_backup_jobs(ByBackupVaultName=NAME)["BackupJobs"]] == [started["BackupJobId"]]

started = east.start_copy_job(
    RecoveryPointArn=source,
    SourceBackupVaultName=NAME,
    DestinationBackupVaultArn=vault["BackupVaultArn"],
    IamRoleArn=role,
    IdempotencyToken=source + "-" + vault["BackupVaultArn"],
    Lifecycle={"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 120},
)
assert set(started) == {"CopyJobId", "CreationDate", "IsParent", "ResponseMetadata"}, started
assert started["IsParent"] is False
copy = ended(lambda: east.describe_copy_job(CopyJobId=started["CopyJobId"])["CopyJob"], "State")
assert copy["CreationDate"] == started["CreationDate"]
point = copy["DestinationRecoveryPointArn"]

# Older releases of boto3 do not know every filter.
known = east.meta.service_model.operation_model("ListCopyJobs").input_shape.members
for filters in (
    {"BySourceRecoveryPointArn": source},
    {"ByDestinationVaultArn": vault["BackupVaultArn"]},
    {"ByDestinationVaultArn": vault["BackupVaultArn"], "ByState": "COMPLETED", "ByResourceType": "EFS"},
    {"BySourceRecoveryPointArn": source, "ByResourceArn": os.environ["RESOURCE"], "ByAccountId": "123456789012"},
):
    if set(filters) <= set(known):
        jobs = east.list_copy_jobs(**filters)["CopyJobs"]
        assert [j["CopyJobId"] for j in jobs] == [started["CopyJobId"]], (filters, jobs)
assert east.list_copy_jobs(ByDestinationVaultArn=vault["BackupVaultArn"], ByState="FAILED")["CopyJobs"] == []

before = east.describe_recovery_point(BackupVaultName=NAME, RecoveryPointArn=source)
after = west.describe_recovery_point(BackupVaultName=NAME + "-copy", RecoveryPointArn=point)
assert after["CreationDate"] == before["CreationDate"]
assert after["SourceBackupVaultArn"] == before["BackupVaultArn"]
assert after["Lifecycle"]["DeleteAfterDays"] == 120 and after["Lifecycle"]["MoveToColdStorageAfterDays"] == 30
assert (after["CalculatedLifecycle"]["DeleteAt"] - after["CreationDate"]).days == 120
assert "MoveToColdStorageAfterDays" not in before["Lifecycle"]
assert west.list_tags(ResourceArn=point)["Tags"] == {"a": "1"}
assert [r["ResourceArn"] for r in west.list_protected_resources()["Results"]] == [os.environ["RESOURCE"]]

east.delete_recovery_point(BackupVaultName=NAME, RecoveryPointArn=source)
assert east.list_recovery_points_by_backup_vault(BackupVaultName=NAME)["RecoveryPoints"] == []
east.delete_backup_vault(BackupVaultName=NAME)

metadata = west.get_recovery_point_restore_metadata(BackupVaultName=NAME + "-copy", RecoveryPointArn=point)
metadata = dict(metadata["RestoreMetadata"], newFileSystem="true")
started = west.start_restore_job(RecoveryPointArn=point, Metadata=metadata, IamRoleArn=role, ResourceType="EFS")
restore = ended(lambda: west.describe_restore_job(RestoreJobId=started["RestoreJobId"]), "Status")
assert started["RestoreJobId"] in [j["RestoreJobId"] for j in west.list_restore_jobs()["RestoreJobs"]]
with open(NAME + ".restored", "w") as out:
    out.write(restore["CreatedResourceArn"])
