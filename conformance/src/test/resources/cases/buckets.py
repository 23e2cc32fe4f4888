"""Buckets on an endpoint that speaks S3: backed up, copied to another Region and restored."""

from house import *  # noqa: F403

os.environ.setdefault("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
PHOTOS, RETURNED = "arn:aws:s3:::photos", "arn:aws:s3:::returned"
BUCKETS = "buckets"
OBJECTS = {"album/%d/photo-%d" % (i % 3, i): os.urandom(i * 1000) for i in range(40)}
OBJECTS["album/long"] = os.urandom(20 << 20)  # too long to be restored in one part

s3 = boto3.client(
    "s3",
    region_name=EAST,
    endpoint_url=sys.argv[1],
    aws_access_key_id="AKIDBUCKETS",
    aws_secret_access_key="secret-of-buckets",
    config=Config(s3={"addressing_style": "path"}),
)
for _key, _content in OBJECTS.items():
    s3.put_object(
        Bucket="photos", Key=_key, Body=_content, ContentType="image/jpeg", Metadata={"camera": "of-" + _key[:5]}
    )
east.create_backup_vault(BackupVaultName=BUCKETS)


def _point():
    job = east.start_backup_job(BackupVaultName=BUCKETS, ResourceArn=PHOTOS, IamRoleArn=ROLE)
    ended = ended_backup(job["BackupJobId"])
    assert ended["State"] == "COMPLETED", ended
    return ended["RecoveryPointArn"]


def _restored(point, of, **metadata):
    """The ended restore job."""
    job = of.start_restore_job(RecoveryPointArn=point, Metadata=metadata, IamRoleArn=ROLE)["RestoreJobId"]
    return eventually(
        lambda: of.describe_restore_job(RestoreJobId=job), lambda j: j["Status"] not in ("PENDING", "RUNNING")
    )


def _holds(bucket, objects):
    """A bucket has these objects and no others, as they were put."""
    listed = s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    assert sorted(object["Key"] for object in listed) == sorted(objects), listed
    for key, content in objects.items():
        object = s3.get_object(Bucket=bucket, Key=key)
        assert object["Body"].read() == content, key
        if len(content) > 16 << 20:
            continue  # put in parts, of which S3Proxy forgets what is told beside the bytes
        assert object["ContentType"] == "image/jpeg", object
        assert object["Metadata"] == {"camera": "of-" + key[:5]}, object


@case
def a_bucket_comes_back_from_a_copy_in_another_region():
    assert "S3" in east.get_supported_resource_types()["ResourceTypes"]
    point = _point()
    described = east.describe_recovery_point(BackupVaultName=BUCKETS, RecoveryPointArn=point)
    assert described["ResourceType"] == "S3" and described["ResourceArn"] == PHOTOS, described
    assert described["BackupSizeInBytes"] == sum(map(len, OBJECTS.values())), described
    name, arn = new_vault()
    copy = copied(point, BUCKETS, arn)["DestinationRecoveryPointArn"]
    job = _restored(copy, west, DestinationBucketName="returned")
    assert job["Status"] == "COMPLETED" and job["CreatedResourceArn"] == RETURNED, job
    _holds("returned", OBJECTS)


@case
def a_folder_of_a_bucket_is_restored_into_a_new_bucket():
    metadata = dict(DestinationBucketName="made-anew", NewBucket="true", ItemsToRestore='["album/1/"]')
    point = _point()
    job = _restored(point, east, **metadata)
    assert job["Status"] == "COMPLETED" and job["CreatedResourceArn"] == "arn:aws:s3:::made-anew", job
    _holds("made-anew", {key: content for key, content in OBJECTS.items() if key.startswith("album/1/")})
    again = _restored(point, east, **metadata)
    assert again["Status"] == "FAILED" and "it exists already" in again["StatusMessage"], again


@case
def an_object_that_differs_is_left_in_a_bucket_without_versions():
    point = _point()
    key = "album/2/photo-2"
    s3.put_object(
        Bucket="photos", Key=key, Body=b"newer", ContentType="image/jpeg", Metadata={"camera": "of-album"}
    )
    try:
        job = _restored(point, east, DestinationBucketName="photos")
        assert job["Status"] == "COMPLETED", job
        assert "1 item could not be restored as they were: " + key in job["StatusMessage"], job
        _holds("photos", {**OBJECTS, key: b"newer"})
    finally:
        s3.put_object(
            Bucket="photos", Key=key, Body=OBJECTS[key], ContentType="image/jpeg", Metadata={"camera": "of-album"}
        )
