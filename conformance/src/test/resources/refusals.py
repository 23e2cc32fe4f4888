"""Refusals as boto3 sees them: each under its name, with its status."""

import os

import boto3
from botocore.exceptions import ClientError

backup = boto3.client("backup", region_name="us-east-1", endpoint_url=os.environ["ENDPOINT"])
role = os.environ["ROLE"]
point = "arn:aws:backup:us-east-1:123456789012:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45"
to = "arn:aws:backup:eu-west-1:123456789012:backup-vault:there"


def refused(name, status, call, **arguments):
    try:
        answer = call(**arguments)
    except ClientError as error:
        got = error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert got == (name, status), (got, error)
        assert error.response["ResponseMetadata"]["RequestId"], error
        return
    raise AssertionError("not refused: %s %s" % (arguments, answer))


def copy(**changes):
    order = dict(
        RecoveryPointArn=point, SourceBackupVaultName="refusals", DestinationBackupVaultArn=to, IamRoleArn=role
    )
    order.update(changes)
    return order


backup.create_backup_vault(BackupVaultName="refusals")
refused("AlreadyExistsException", 400, backup.create_backup_vault, BackupVaultName="refusals")
refused("InvalidParameterValueException", 400, backup.create_backup_vault, BackupVaultName="no spaces")
refused("InvalidParameterValueException", 400, backup.create_backup_vault, BackupVaultName="x")
refused("AccessDeniedException", 403, backup.describe_backup_vault, BackupVaultName="unknown")
refused("AccessDeniedException", 403, backup.describe_recovery_point, BackupVaultName="unknown", RecoveryPointArn=point)
refused(
    "ResourceNotFoundException", 400, backup.describe_recovery_point, BackupVaultName="refusals", RecoveryPointArn=point
)
refused("ResourceNotFoundException", 400, backup.start_copy_job, **copy())
refused("AccessDeniedException", 403, backup.start_copy_job, **copy(SourceBackupVaultName="unknown"))
refused("InvalidParameterValueException", 400, backup.start_copy_job, **copy(SourceBackupVaultName="a b"))
refused("InvalidParameterValueException", 400, backup.start_copy_job, **copy(RecoveryPointArn="no-arn"))
refused("InvalidParameterValueException", 400, backup.start_copy_job, **copy(DestinationBackupVaultArn="no-arn"))
refused(
    "InvalidParameterValueException",
    400,
    backup.start_copy_job,
    **copy(DestinationBackupVaultArn="arn:aws:s3:::bucket")
)
refused("InvalidParameterValueException", 400, backup.start_copy_job, **copy(IamRoleArn="no-role"))
refused(
    "InvalidParameterValueException", 400, backup.start_copy_job, **copy(Lifecycle={"DeleteAfterDays": 36501})
)
refused("ResourceNotFoundException", 400, backup.describe_copy_job, CopyJobId="00000000-0000-0000-0000-000000000000")
refused("ResourceNotFoundException", 400, backup.describe_backup_job, BackupJobId="nothing")
refused("ResourceNotFoundException", 400, backup.describe_restore_job, RestoreJobId="nothing")
refused("InvalidParameterValueException", 400, backup.list_copy_jobs, ByState="NO_SUCH_STATE")
refused("InvalidParameterValueException", 400, backup.list_copy_jobs, NextToken="made up")
refused("InvalidParameterValueException", 400, backup.list_copy_jobs, MaxResults=1001)
refused(
    "ResourceNotFoundException",
    400,
    backup.start_backup_job,
    BackupVaultName="refusals",
    ResourceArn="arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-00000000000000000",
    IamRoleArn=role,
)
refused(
    "InvalidParameterValueException",
    400,
    backup.start_backup_job,
    BackupVaultName="refusals",
    ResourceArn="no arn",
    IamRoleArn=role,
)
refused("UnknownOperationException", 404, backup.list_frameworks)
