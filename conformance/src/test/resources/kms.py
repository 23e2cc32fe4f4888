"""Vaults whose keys moto's KMS keeps: backed up, copied, rotated and restored; and what a key disabled there stops."""

import os
import subprocess
import sys
import time

import boto3

MOTO = sys.argv[1]
INACCESSIBLE = "Given key ID is not accessible"


def client(service, endpoint, region):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )


def ended(ask, member="State"):
    for _ in range(600):
        found = ask()
        if found[member] in ("COMPLETED", "FAILED", "ABORTED", "EXPIRED", "PARTIAL"):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


east = client("backup", os.environ["ENDPOINT"], "us-east-1")
kms = client("kms", MOTO, "us-east-1")
keys = [kms.create_key()["KeyMetadata"]["Arn"] for _ in range(2)]
kms.create_alias(AliasName="alias/copies", TargetKeyId=keys[1])
alias = keys[1].rsplit(":", 1)[0] + ":alias/copies"


def backed_up(vault):
    job = east.start_backup_job(
        BackupVaultName=vault, ResourceArn=os.environ["RESOURCE"], IamRoleArn=os.environ["ROLE"]
    )["BackupJobId"]
    return ended(lambda: east.describe_backup_job(BackupJobId=job))


def copied(point, source, destination):
    job = east.start_copy_job(
        RecoveryPointArn=point,
        SourceBackupVaultName=source,
        DestinationBackupVaultArn=destination,
        IamRoleArn=os.environ["ROLE"],
    )["CopyJobId"]
    return ended(lambda: east.describe_copy_job(CopyJobId=job)["CopyJob"])


def restored(point):
    job = east.start_restore_job(
        RecoveryPointArn=point, IamRoleArn=os.environ["ROLE"], Metadata={"newFileSystem": "true"}
    )["RestoreJobId"]
    return ended(lambda: east.describe_restore_job(RestoreJobId=job), "Status")


try:
    east.create_backup_vault(BackupVaultName="none", EncryptionKeyArn=keys[0][:-1] + "x")
    raise AssertionError("a vault was made with a key that is not there")
except east.exceptions.InvalidParameterValueException as refusal:
    assert "does not exist" in str(refusal), refusal

home = east.create_backup_vault(BackupVaultName="home", EncryptionKeyArn=keys[0])["BackupVaultArn"]
away = east.create_backup_vault(BackupVaultName="away", EncryptionKeyArn=alias)["BackupVaultArn"]
plain = east.create_backup_vault(BackupVaultName="plain")["BackupVaultArn"]
assert east.describe_backup_vault(BackupVaultName="home")["EncryptionKeyArn"] == keys[0]

backup = backed_up("home")
assert backup["State"] == "COMPLETED", backup
point = backup["RecoveryPointArn"]
assert restored(point)["Status"] == "COMPLETED"
for vault in (away, plain):
    copy = copied(point, "home", vault)
    assert copy["State"] == "COMPLETED", copy
    assert restored(copy["DestinationRecoveryPointArn"])["Status"] == "COMPLETED"

command = os.environ["COPYHOLD"].split("\n") + ["vault-key", "rotate", home, "--config", "copyhold.yaml"]
subprocess.run(command, check=True, capture_output=True)
assert restored(point)["Status"] == "COMPLETED"

# moto takes a key's id here, and no ARN.
kms.disable_key(KeyId=keys[0].rsplit("/", 1)[1])
failed = backed_up("home")
assert failed["State"] == "FAILED" and INACCESSIBLE in failed["StatusMessage"], failed
failed = restored(point)
assert failed["Status"] == "FAILED" and INACCESSIBLE in failed["StatusMessage"], failed
failed = copied(point, "home", plain)
assert failed["State"] == "FAILED", failed
assert failed["StatusMessage"] == (
    "The source snapshot KMS key [%s] does not exist, is not enabled or you do not have permissions to access it." % keys[0]
)
kms.enable_key(KeyId=keys[0].rsplit("/", 1)[1])
assert restored(point)["Status"] == "COMPLETED"
