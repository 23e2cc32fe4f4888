"""Access policies of vaults, and of users."""

import json

from house import *  # noqa: F403

copier = client(EAST, "copier")


def _policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=1)


@case
def a_vault_s_policy_comes_back_byte_for_byte_until_it_is_deleted():
    name, _ = new_vault()
    refused("ResourceNotFoundException", "", west.get_backup_vault_access_policy, BackupVaultName=name)
    text = _policy({"Effect": "Deny", "Principal": "*", "Action": "backup:DeleteRecoveryPoint", "Resource": "*"})
    west.put_backup_vault_access_policy(BackupVaultName=name, Policy=text)
    shown = west.get_backup_vault_access_policy(BackupVaultName=name)
    assert shown["Policy"] == text and shown["BackupVaultName"] == name
    west.delete_backup_vault_access_policy(BackupVaultName=name)
    refused("ResourceNotFoundException", "", west.get_backup_vault_access_policy, BackupVaultName=name)


@case
def a_policy_that_is_none_is_refused():
    name, _ = new_vault()
    for text in (
        "no json",
        "[]",
        _policy({"Effect": "Maybe", "Principal": "*", "Action": "*", "Resource": "*"}),
        _policy({"Effect": "Allow", "Principal": {"AWS": "nobody"}, "Action": "backup:*", "Resource": "*"}),
    ):
        refused(
            "InvalidParameterValueException", "", west.put_backup_vault_access_policy, BackupVaultName=name, Policy=text
        )


@case
def a_vault_may_deny_to_be_copied_from():
    name, _ = new_vault(of=east)
    point = backed_up(name)
    to, to_arn = new_vault()
    east.put_backup_vault_access_policy(
        BackupVaultName=name,
        Policy=_policy(
            {"Effect": "Deny", "Principal": "*", "Action": "backup:CopyFromBackupVault", "Resource": "*"}
        ),
    )
    job = failed_or_refused(point, name, to_arn)
    assert "ccess" in job, job
    assert points_in(to) == []


def failed_or_refused(point, source, destination):
    """The source side may be judged by the call or by the job; either way in words about access."""
    try:
        answer = east.start_copy_job(**order(point, source, destination))
    except ClientError as error:
        assert error.response["Error"]["Code"] == "AccessDeniedException", error
        return error.response["Error"]["Message"]
    job = ended_copy(answer["CopyJobId"])
    assert job["State"] == "FAILED", job
    ends_as(job, "AccessDenied")
    return job["StatusMessage"]


@case
def a_vault_may_let_copies_go_to_some_vaults_only():
    name, _ = new_vault(of=east)
    point = backed_up(name)
    _, good = new_vault()
    _, bad = new_vault()
    east.put_backup_vault_access_policy(
        BackupVaultName=name,
        Policy=_policy(
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "backup:CopyFromBackupVault",
                "Resource": "*",
                "Condition": {"ForAllValues:StringNotEquals": {"backup:CopyTargets": [good]}},
            }
        ),
    )
    copied(point, name, good)
    failed_or_refused(point, name, bad)


@case
def a_destination_may_deny_copies_from_its_own_account():
    name, arn = new_vault()
    west.put_backup_vault_access_policy(
        BackupVaultName=name,
        Policy=_policy(
            {"Effect": "Deny", "Principal": "*", "Action": "backup:CopyIntoBackupVault", "Resource": "*"}
        ),
    )
    job = failed_copy(POINT, HOME, arn)
    assert job["StatusMessage"] == "Access Denied trying to call AWS Backup service", job
    assert points_in(name) == []


@case
def a_vault_s_policy_guards_its_recovery_points_too():
    name, _ = new_vault(of=east)
    point = backed_up(name)
    east.put_backup_vault_access_policy(
        BackupVaultName=name,
        Policy=_policy(
            {"Effect": "Deny", "Principal": "*", "Action": "backup:DeleteRecoveryPoint", "Resource": "*"}
        ),
    )
    refused(
        "AccessDeniedException", "", east.delete_recovery_point, BackupVaultName=name, RecoveryPointArn=point
    )
    assert len(points_in(name, east)) == 1


@case
def a_user_may_be_allowed_to_start_copies_and_nothing_else():
    name, arn = new_vault()
    job = copier.start_copy_job(**order(POINT, HOME, arn))
    assert ended_copy(job["CopyJobId"])["State"] == "COMPLETED"
    refused("AccessDeniedException", "backup:ListBackupVaults", copier.list_backup_vaults)
    refused("AccessDeniedException", "backup:DescribeCopyJob", copier.describe_copy_job, CopyJobId=job["CopyJobId"])
    refused(
        "AccessDeniedException",
        "backup:DeleteRecoveryPoint",
        copier.delete_recovery_point,
        BackupVaultName=HOME,
        RecoveryPointArn=POINT,
    )


@case
def sts_tells_who_a_key_is():
    def arn(key):
        return boto3.client(
            "sts", region_name=EAST, endpoint_url=ENDPOINT, aws_access_key_id=key, aws_secret_access_key=key
        ).get_caller_identity()["Arn"]

    assert arn("testing") == "arn:aws:iam::123456789012:root"
    assert arn("copier") == "arn:aws:iam::123456789012:user/copier"
