"""Stacks: composite recovery points, what they are made of, and their copies."""

from house import *  # noqa: F403
from extensions import _signed

SHOP = "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1"
BROKEN = "arn:aws:cloudformation:us-east-1:123456789012:stack/broken/1"
SECOND = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-00000000000000002"
STACKS = "stacks"
ENDED = ("COMPLETED", "FAILED", "PARTIAL", "ABORTED", "EXPIRED")

east.create_backup_vault(BackupVaultName=STACKS)


def _started(stack=SHOP, **arguments):
    job = east.start_backup_job(BackupVaultName=STACKS, ResourceArn=stack, IamRoleArn=ROLE, **arguments)
    assert job["IsParent"] is True, job
    return job["BackupJobId"]


def _composite(stack=SHOP, state="COMPLETED", **arguments):
    """A new composite recovery point; answers its ARN."""
    ended = ended_backup(_started(stack, **arguments))
    assert ended["State"] == state, ended
    return ended["RecoveryPointArn"]


def _nested(composite, vault=STACKS, of=east):
    """The nested recovery points, by the names of their members."""
    listed = of.list_recovery_points_by_backup_vault(BackupVaultName=vault, ByParentRecoveryPointArn=composite)
    return {point["CompositeMemberIdentifier"]: point for point in listed["RecoveryPoints"]}


def _status(composite, vault=STACKS, of=east):
    return of.describe_recovery_point(BackupVaultName=vault, RecoveryPointArn=composite)["Status"]


def _copy(composite, destination, **changes):
    job = east.start_copy_job(**order(composite, STACKS, destination, **changes))
    assert job["IsParent"] is True, job
    return job["CopyJobId"]


def _children(job):
    return {
        child["CompositeMemberIdentifier"]: child
        for child in east.list_copy_jobs(ByParentJobId=job)["CopyJobs"]
    }


@case
def a_stack_is_backed_up_by_a_parent_and_a_child_for_each_member():
    assert "CloudFormation" in east.get_supported_resource_types()["ResourceTypes"]
    job = _started(Lifecycle={"DeleteAfterDays": 300}, RecoveryPointTags={"team": "shop"})
    ended = ended_backup(job)
    assert ended["State"] == "COMPLETED" and ended["IsParent"] is True, ended
    assert ended["ResourceType"] == "CloudFormation" and ended["ResourceArn"] == SHOP, ended
    assert ended["NumberOfChildJobs"] == 2 and ended["ChildJobsInState"] == {"COMPLETED": 2}, ended
    children = east.list_backup_jobs(ByParentJobId=job)["BackupJobs"]
    assert sorted(child["ResourceArn"] for child in children) == sorted([RESOURCE, SECOND]), children
    assert all(child["ParentJobId"] == job and not child["IsParent"] for child in children), children
    composite = east.describe_recovery_point(BackupVaultName=STACKS, RecoveryPointArn=ended["RecoveryPointArn"])
    assert composite["IsParent"] is True and composite["Status"] == "COMPLETED", composite
    assert composite["Lifecycle"]["DeleteAfterDays"] == 300, composite
    nested = _nested(ended["RecoveryPointArn"])
    assert sorted(nested) == ["Files", "More"], nested
    for point in nested.values():
        assert point["ParentRecoveryPointArn"] == ended["RecoveryPointArn"] and not point["IsParent"], point
        assert east.list_tags(ResourceArn=point["RecoveryPointArn"])["Tags"] == {"team": "shop"}
    assert east.list_tags(ResourceArn=ended["RecoveryPointArn"])["Tags"] == {"team": "shop"}
    assert east.describe_protected_resource(ResourceArn=SHOP)["ResourceType"] == "CloudFormation"
    by_resource = east.list_recovery_points_by_resource(ResourceArn=SHOP)["RecoveryPoints"]
    assert by_resource[0]["RecoveryPointArn"] == ended["RecoveryPointArn"], by_resource


@case
def members_that_fail_or_are_of_no_type_here_leave_a_stack_partial():
    job = ended_backup(_started(BROKEN))
    assert job["State"] == "PARTIAL", job
    assert "1 of 2 nested jobs completed." in job["StatusMessage"], job
    assert "Gone: " in job["StatusMessage"] and "Table was left out" in job["StatusMessage"], job
    assert job["ChildJobsInState"] == {"COMPLETED": 1, "FAILED": 1}, job
    assert _status(job["RecoveryPointArn"]) == "PARTIAL"
    assert list(_nested(job["RecoveryPointArn"])) == ["Files"]


@case
def a_composite_is_restored_part_by_part_only():
    composite = _composite()
    refused(
        "InvalidRequestException",
        "composite recovery point",
        east.start_restore_job,
        RecoveryPointArn=composite,
        Metadata={"StackName": "shop", "ChangeSetName": "again"},
        IamRoleArn=ROLE,
    )
    part = _nested(composite)["More"]["RecoveryPointArn"]
    job = east.start_restore_job(
        RecoveryPointArn=part,
        Metadata={"file-system-id": "fs-00000000000000002", "newFileSystem": "true", "Encrypted": "false"},
        IamRoleArn=ROLE,
    )["RestoreJobId"]
    ended = eventually(
        lambda: east.describe_restore_job(RestoreJobId=job), lambda j: j["Status"] not in ("PENDING", "RUNNING")
    )
    assert ended["Status"] == "COMPLETED", ended


@case
def a_copy_of_a_composite_is_a_parent_whose_copies_are_linked():
    composite = _composite()
    name, arn = new_vault()
    job = ended_copy(_copy(composite, arn))
    assert job["State"] == "COMPLETED" and job["IsParent"] is True, job
    assert job["NumberOfChildJobs"] == 2 and job["ChildJobsInState"] == {"COMPLETED": 2}, job
    assert job["ResourceType"] == "CloudFormation" and job["SourceRecoveryPointArn"] == composite, job
    children = _children(job["CopyJobId"])
    assert sorted(children) == ["Files", "More"], children
    nested = _nested(job["DestinationRecoveryPointArn"], name, west)
    for member, child in children.items():
        assert child["ParentJobId"] == job["CopyJobId"] and child["State"] == "COMPLETED", child
        assert child["DestinationRecoveryPointArn"] == nested[member]["RecoveryPointArn"], child
        described = east.describe_copy_job(CopyJobId=child["CopyJobId"])["CopyJob"]
        assert described["CompositeMemberIdentifier"] == member and not described["IsParent"], described
    copy = west.describe_recovery_point(
        BackupVaultName=name, RecoveryPointArn=job["DestinationRecoveryPointArn"]
    )
    assert copy["IsParent"] is True and copy["Status"] == "COMPLETED", copy
    assert copy["SourceBackupVaultArn"] == vault_arn(STACKS, EAST), copy
    assert west.describe_backup_vault(BackupVaultName=name)["NumberOfRecoveryPoints"] == 3


@case
def the_token_of_a_parent_covers_its_children():
    composite = _composite()
    name, arn = new_vault()
    once = token()
    first = _copy(composite, arn, IdempotencyToken=once)
    assert _copy(composite, arn, IdempotencyToken=once) == first
    ended_copy(first)
    assert _copy(composite, arn, IdempotencyToken=once) == first
    assert len(points_in(name)) == 3


@case
def a_nested_copy_that_fails_fails_itself_alone():
    composite = _composite(Lifecycle={"DeleteAfterDays": 50})
    odd = _nested(composite)["More"]["RecoveryPointArn"]
    east.update_recovery_point_lifecycle(
        BackupVaultName=STACKS, RecoveryPointArn=odd, Lifecycle={"DeleteAfterDays": 900}
    )
    shown = east.describe_recovery_point(BackupVaultName=STACKS, RecoveryPointArn=composite)
    assert shown["Lifecycle"]["DeleteAfterDays"] == 900, shown
    name, arn = new_vault()
    west.put_backup_vault_lock_configuration(BackupVaultName=name, MaxRetentionDays=100)
    job = ended_copy(_copy(composite, arn))
    assert job["State"] == "PARTIAL", job
    assert "More: Copy job failed. The retention" in job["StatusMessage"], job
    assert job["ChildJobsInState"] == {"COMPLETED": 1, "FAILED": 1}, job
    children = _children(job["CopyJobId"])
    assert (children["Files"]["State"], children["More"]["State"]) == ("COMPLETED", "FAILED"), children
    assert _status(job["DestinationRecoveryPointArn"], name, west) == "PARTIAL"


@case
def where_every_nested_copy_fails_the_parent_fails_for_their_reason():
    job = ended_copy(_copy(_composite(), vault_arn("nowhere-at-all")))
    assert job["State"] == "FAILED", job
    assert job["StatusMessage"].endswith("backup-vault:nowhere-at-all does not exist."), job
    assert "DestinationRecoveryPointArn" not in job, job


@case
def a_composite_of_types_that_cannot_be_copied_is_refused():
    composite = _composite()
    _, arn = new_vault()
    east.update_region_settings(ResourceTypeOptInPreference={"EFS": False})
    try:
        refused(
            "InvalidRequestException",
            "opted out",
            east.start_copy_job,
            **order(composite, STACKS, arn)
        )
    finally:
        east.update_region_settings(ResourceTypeOptInPreference={"EFS": True})


@case
def a_composite_goes_with_its_last_part_and_not_before():
    composite = _composite()
    here = dict(BackupVaultName=STACKS)
    nested = _nested(composite)
    refused(
        "InvalidRequestException",
        "nested recovery points",
        east.delete_recovery_point,
        RecoveryPointArn=composite,
        **here
    )
    east.delete_recovery_point(RecoveryPointArn=nested["Files"]["RecoveryPointArn"], **here)
    assert _status(composite) == "PARTIAL"
    east.delete_recovery_point(RecoveryPointArn=nested["More"]["RecoveryPointArn"], **here)
    refused(
        "ResourceNotFoundException", "", east.describe_recovery_point, RecoveryPointArn=composite, **here
    )


@case
def a_part_that_is_disassociated_stays_alone():
    composite = _composite()
    part = dict(BackupVaultName=STACKS, RecoveryPointArn=_nested(composite)["Files"]["RecoveryPointArn"])
    answer = east.disassociate_recovery_point_from_parent(**part)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 204, answer
    alone = east.describe_recovery_point(**part)
    assert "ParentRecoveryPointArn" not in alone and alone["Status"] == "COMPLETED", alone
    assert _status(composite) == "PARTIAL"
    assert list(_nested(composite)) == ["More"]
    refused(
        "InvalidRequestException", "not part of", east.disassociate_recovery_point_from_parent, **part
    )
    _, arn = new_vault()
    job = ended_copy(_copy(composite, arn))
    assert job["State"] == "PARTIAL" and "PARTIAL itself" in job["StatusMessage"], job


@case
def a_stopped_parent_stops_its_children():
    for _ in range(20):
        with open("share/fresh", "wb") as fresh:
            fresh.write(os.urandom(4_000_000))
        composite = _composite()
        name, arn = new_vault()
        job = _copy(composite, arn)
        status, body = _signed("POST", "/copy-jobs/" + job)
        if status == 200:
            break
        assert "has ended" in body["Message"], body
    assert status == 200, body
    ended = east.describe_copy_job(CopyJobId=job)["CopyJob"]
    assert ended["State"] in ("FAILED", "PARTIAL"), ended
    assert "Copy job was stopped by user." in ended["StatusMessage"], ended
    children = _children(job)
    assert all(child["State"] in ENDED for child in children.values()), children
    stopped = [child for child in children.values() if child["State"] == "FAILED"]
    assert stopped and all("stopped by user" in child["StatusMessage"] for child in stopped), children
    status, body = _signed("POST", "/copy-jobs/" + job)
    assert status == 400 and "has ended" in body["Message"], body


@case
def a_preflight_of_a_composite_sums_up_its_parts():
    composite = _composite()
    _, arn = new_vault()
    status, body = _signed("POST", "/copyhold/copy-preflight", order(composite, STACKS, arn))
    assert status == 200 and body["Allowed"] is True, body
    assert body["BytesToMove"] >= 0 and body["BytesSkipped"] >= 0, body
