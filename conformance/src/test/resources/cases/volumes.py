"""EBS volumes: backed up, copied to another Region and restored, alone and as members of a stack."""

from house import *  # noqa: F403

VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0123456789abcdef0"
MIXED = "arn:aws:cloudformation:us-east-1:123456789012:stack/mixed/1"
VOLUMES = "volumes"

east.create_backup_vault(BackupVaultName=VOLUMES)


def _point(resource=VOLUME):
    job = east.start_backup_job(BackupVaultName=VOLUMES, ResourceArn=resource, IamRoleArn=ROLE)
    ended = ended_backup(job["BackupJobId"])
    assert ended["State"] == "COMPLETED", ended
    return ended["RecoveryPointArn"]


def _restored(point, of, **metadata):
    """The ended restore job."""
    job = of.start_restore_job(RecoveryPointArn=point, Metadata=metadata, IamRoleArn=ROLE)["RestoreJobId"]
    return eventually(
        lambda: of.describe_restore_job(RestoreJobId=job), lambda j: j["Status"] not in ("PENDING", "RUNNING")
    )


def _same(job):
    """The restored volume has the bytes of the original."""
    assert job["Status"] == "COMPLETED", job
    created = job["CreatedResourceArn"]
    assert ":volume/vol-" in created, job
    with open("disk.img", "rb") as one, open("data/restored/%s.raw" % created.split("/")[1], "rb") as other:
        while True:
            piece = one.read(1 << 20)
            assert piece == other.read(1 << 20)
            if not piece:
                return created


@case
def a_volume_comes_back_from_a_copy_in_another_region():
    assert "EBS" in east.get_supported_resource_types()["ResourceTypes"]
    point = _point()
    assert point.startswith("arn:aws:ec2:us-east-1::snapshot/snap-"), point
    described = east.describe_recovery_point(BackupVaultName=VOLUMES, RecoveryPointArn=point)
    assert described["ResourceType"] == "EBS" and described["ResourceArn"] == VOLUME, described
    assert described["BackupSizeInBytes"] == os.path.getsize("disk.img"), described
    name, arn = new_vault()
    copy = copied(point, VOLUMES, arn)["DestinationRecoveryPointArn"]
    assert copy.startswith("arn:aws:ec2:eu-west-1::snapshot/snap-"), copy
    created = _same(_restored(copy, west, availabilityZone="eu-west-1b", volumeType="gp3"))
    assert created.startswith("arn:aws:ec2:eu-west-1:123456789012:volume/vol-"), created


@case
def the_metadata_of_a_volume_restores_it_anew():
    point = _point()
    shown = east.get_recovery_point_restore_metadata(BackupVaultName=VOLUMES, RecoveryPointArn=point)
    metadata = shown["RestoreMetadata"]
    assert metadata["volumeId"] == VOLUME.split("/")[1] and metadata["volumeSize"] == "1", metadata
    created = _same(_restored(point, east, **metadata))
    assert created != VOLUME
    again = east.start_backup_job(BackupVaultName=VOLUMES, ResourceArn=created, IamRoleArn=ROLE)
    assert ended_backup(again["BackupJobId"])["State"] == "COMPLETED"


@case
def a_volume_is_not_restored_into_a_zone_of_another_region():
    point = _point()
    for metadata in ({}, {"availabilityZone": "eu-west-1a"}):
        refused(
            "InvalidParameterValueException",
            "a zone of us-east-1",
            east.start_restore_job,
            RecoveryPointArn=point,
            Metadata=metadata,
            IamRoleArn=ROLE,
        )


@case
def a_stack_of_two_types_is_copied_whole():
    composite = _point(MIXED)
    name, arn = new_vault()
    job = copied(composite, VOLUMES, arn)
    assert job["IsParent"] is True and job["NumberOfChildJobs"] == 2, job
    nested = west.list_recovery_points_by_backup_vault(
        BackupVaultName=name, ByParentRecoveryPointArn=job["DestinationRecoveryPointArn"]
    )["RecoveryPoints"]
    by_type = {point["ResourceType"]: point for point in nested}
    assert sorted(by_type) == ["EBS", "EFS"], nested
    _same(_restored(by_type["EBS"]["RecoveryPointArn"], west, availabilityZone="eu-west-1a"))


@case
def a_member_of_a_type_that_is_opted_out_is_left_out_of_a_copy():
    composite = _point(MIXED)
    name, arn = new_vault()
    east.update_region_settings(ResourceTypeOptInPreference={"EBS": False})
    try:
        job = ended_copy(east.start_copy_job(**order(composite, VOLUMES, arn))["CopyJobId"])
    finally:
        east.update_region_settings(ResourceTypeOptInPreference={"EBS": True})
    assert job["State"] == "PARTIAL" and job["NumberOfChildJobs"] == 1, job
    assert sorted(point["ResourceType"] for point in points_in(name)) == ["CloudFormation", "EFS"]
