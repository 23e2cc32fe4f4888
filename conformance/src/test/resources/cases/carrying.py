"""What a copy carries over, and what it has of its own."""

from house import *  # noqa: F403


def _point(of, vault, arn):
    return of.describe_recovery_point(BackupVaultName=vault, RecoveryPointArn=arn)


@case
def a_copy_is_the_same_resource_at_the_same_time():
    name, arn = new_vault()
    job = copied(POINT, HOME, arn)
    source, copy = _point(east, HOME, POINT), _point(west, name, job["DestinationRecoveryPointArn"])
    for member in ("ResourceArn", "ResourceType", "CreationDate", "IsEncrypted", "BackupSizeInBytes"):
        assert copy[member] == source[member], member
    assert copy["RecoveryPointArn"] != source["RecoveryPointArn"]
    assert copy["RecoveryPointArn"].startswith("arn:aws:backup:eu-west-1:123456789012:recovery-point:")
    assert copy["SourceBackupVaultArn"] == vault_arn(HOME, EAST)
    assert copy["Status"] == "COMPLETED" and copy["StorageClass"] == "WARM"
    assert west.list_tags(ResourceArn=copy["RecoveryPointArn"])["Tags"] == {"team": "storage"}


@case
def a_copy_has_the_key_of_its_vault():
    name, arn = new_vault()
    job = copied(POINT, HOME, arn)
    key = west.describe_backup_vault(BackupVaultName=name)["EncryptionKeyArn"]
    assert _point(west, name, job["DestinationRecoveryPointArn"])["EncryptionKeyArn"] == key
    if knows("CopyJob", "DestinationEncryptionKeyArn"):
        assert job["DestinationEncryptionKeyArn"] == key
    assert key != _point(east, HOME, POINT)["EncryptionKeyArn"]


@case
def a_copy_has_the_metadata_that_its_restore_needs():
    name, arn = new_vault()
    job = copied(POINT, HOME, arn)
    ours = west.get_recovery_point_restore_metadata(
        BackupVaultName=name, RecoveryPointArn=job["DestinationRecoveryPointArn"]
    )
    theirs = east.get_recovery_point_restore_metadata(BackupVaultName=HOME, RecoveryPointArn=POINT)
    assert ours["RestoreMetadata"] == theirs["RestoreMetadata"]


@case
def a_completed_job_tells_what_it_made():
    _, arn = new_vault()
    job = copied(POINT, HOME, arn)
    for member in (
        "AccountId CopyJobId CreationDate CompletionDate BackupSizeInBytes ResourceArn ResourceType IamRoleArn"
        " SourceBackupVaultArn SourceRecoveryPointArn DestinationBackupVaultArn DestinationRecoveryPointArn"
        " DestinationRecoveryPointLifecycle DestinationEncryptionKeyArn"
    ).split():
        if knows("CopyJob", member):
            assert member in job, (member, job)
    ends_as(job, "SUCCESS")
    assert "StatusMessage" not in job, job


@case
def a_copy_of_a_copy_keeps_the_first_creation_date():
    name, arn = new_vault()
    first = copied(POINT, HOME, arn)
    back, back_arn = new_vault(of=east)
    second = copied(first["DestinationRecoveryPointArn"], name, back_arn, of=west)
    again = _point(east, back, second["DestinationRecoveryPointArn"])
    assert again["CreationDate"] == _point(east, HOME, POINT)["CreationDate"]
    assert again["SourceBackupVaultArn"] == arn


@case
def two_copies_of_one_point_are_two_recovery_points():
    name, arn = new_vault()
    jobs = [east.start_copy_job(**order(POINT, HOME, arn, IdempotencyToken=token())) for _ in range(2)]
    made = {ended_copy(job["CopyJobId"])["DestinationRecoveryPointArn"] for job in jobs}
    assert len(made) == 2 and {p["RecoveryPointArn"] for p in points_in(name)} == made


@case
def a_copy_within_one_vault_is_a_recovery_point_of_its_own():
    name, arn = new_vault(of=east)
    point = backed_up(name)
    copied(point, name, arn)
    assert len(points_in(name, east)) == 2


@case
def fifty_tags_are_carried_and_more_never_get_there():
    point = backed_up(HOME, RecoveryPointTags={"tag-%d" % i: "x" for i in range(50)})
    name, arn = new_vault()
    job = copied(point, HOME, arn)
    assert len(west.list_tags(ResourceArn=job["DestinationRecoveryPointArn"])["Tags"]) == 50
