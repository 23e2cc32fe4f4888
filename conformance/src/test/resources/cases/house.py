"""What all cases stand on: clients of each account and Region, a backed-up folder, and short words for long calls."""

import itertools
import os
import sys
import time
import traceback
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["ENDPOINT"]
RESOURCE = os.environ["RESOURCE"]
ROLE = os.environ["ROLE"]
MAIN, OTHER, FOREIGN = "123456789012", "210987654321", "333333333333"
EAST, WEST, FAR = "us-east-1", "eu-west-1", "ap-south-1"
UNKNOWN_POINT = "arn:aws:backup:us-east-1:123456789012:recovery-point:00000000-0000-0000-0000-000000000000"

_cases = []
_numbers = itertools.count(1)


def case(function):
    """Marks a function as one case; its name is what it promises."""
    _cases.append(function)
    return function


def run():
    """Runs the cases in the order they are written in, one line each; what failed is told below its line."""
    failed = 0
    for function in _cases:
        name = function.__name__.replace("_", " ")
        try:
            function()
            print("ok " + name, flush=True)
        except Exception:  # a case that fails must not hide the others
            failed += 1
            print("FAILED " + name, flush=True)
            traceback.print_exc(file=sys.stdout)
    sys.exit(1 if failed else 0)


def client(region=EAST, key="testing"):
    return boto3.client(
        "backup",
        region_name=region,
        endpoint_url=ENDPOINT,
        aws_access_key_id=key,
        aws_secret_access_key=key,
        config=Config(retries={"total_max_attempts": 1}),
    )


east, west = client(EAST), client(WEST)
other_east, other_west = client(EAST, "stranger"), client(WEST, "stranger")


def vault_arn(name, region=WEST, account=MAIN):
    return "arn:aws:backup:%s:%s:backup-vault:%s" % (region, account, name)


def new_vault(of=None, **arguments):
    """A vault that no other case has, by default in the other Region; answers its name and ARN."""
    name = "case-%d" % next(_numbers)
    return name, (of or west).create_backup_vault(BackupVaultName=name, **arguments)["BackupVaultArn"]


def eventually(ask, is_there, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if is_there(answer):
            return answer
        assert time.monotonic() < deadline, "still %s" % answer
        time.sleep(0.05)


def ended_backup(job, of=east):
    return eventually(
        lambda: of.describe_backup_job(BackupJobId=job),
        lambda j: j["State"] in ("COMPLETED", "FAILED", "ABORTED", "EXPIRED", "PARTIAL"),
    )


def backed_up(vault, of=east, **arguments):
    """A new recovery point of the folder; answers its ARN."""
    job = of.start_backup_job(BackupVaultName=vault, ResourceArn=RESOURCE, IamRoleArn=ROLE, **arguments)
    ended = ended_backup(job["BackupJobId"], of)
    assert ended["State"] == "COMPLETED", ended
    return ended["RecoveryPointArn"]


def order(point, source, destination, **changes):
    asked = dict(
        RecoveryPointArn=point, SourceBackupVaultName=source, DestinationBackupVaultArn=destination, IamRoleArn=ROLE
    )
    asked.update(changes)
    return asked


def ended_copy(job, of=east):
    return eventually(
        lambda: of.describe_copy_job(CopyJobId=job)["CopyJob"], lambda j: j["State"] not in ("CREATED", "RUNNING")
    )


def copied(point, source, destination, of=east, **changes):
    """A copy that must succeed; answers the copy job."""
    job = ended_copy(of.start_copy_job(**order(point, source, destination, **changes))["CopyJobId"], of)
    assert job["State"] == "COMPLETED", job
    return job


def failed_copy(point, source, destination, of=east, **changes):
    """A copy that must be accepted and then fail; answers the copy job."""
    job = ended_copy(of.start_copy_job(**order(point, source, destination, **changes))["CopyJobId"], of)
    assert job["State"] == "FAILED", job
    assert job["CompletionDate"], job
    if knows("CopyJob", "MessageCategory"):
        assert job["MessageCategory"], job
    assert "DestinationRecoveryPointArn" not in job, job
    return job


def refused(code, text, call, **arguments):
    """The call is refused under that name with that text in it."""
    try:
        answer = call(**arguments)
    except ClientError as error:
        got = error.response["Error"]
        assert got["Code"] == code, error
        assert text in got["Message"], error
        expected = 403 if code == "AccessDeniedException" else 400
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == expected, error
        return error
    raise AssertionError("not refused: %s" % answer)


def points_in(vault, of=west):
    return of.list_recovery_points_by_backup_vault(BackupVaultName=vault)["RecoveryPoints"]


def knows(shape, member):
    """Whether this release of boto3 has a member: older ones drop what they do not know."""
    return member in east.meta.service_model.shape_for(shape).members


def ends_as(job, category):
    """The job ended, and in this category."""
    assert job["CompletionDate"], job
    if knows("CopyJob", "MessageCategory"):
        assert job["MessageCategory"] == category, job


def token():
    return str(uuid.uuid4())


# What most cases copy. Made once.
HOME = "home"
east.create_backup_vault(BackupVaultName=HOME)
POINT = backed_up(HOME, Lifecycle={"DeleteAfterDays": 200}, RecoveryPointTags={"team": "storage"})
