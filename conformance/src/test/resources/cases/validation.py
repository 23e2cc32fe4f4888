"""What StartCopyJob refuses, in the order it looks."""

import json
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from house import *  # noqa: F403  the words of every case


def _raw(body, region=EAST):
    """A signed StartCopyJob that boto3 would not send."""
    request = AWSRequest(
        "PUT", ENDPOINT + "/copy-jobs", data=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    SigV4Auth(Credentials("testing", "testing"), "backup", region).add_auth(request)
    sent = urllib.request.Request(ENDPOINT + "/copy-jobs", request.data.encode(), dict(request.headers), method="PUT")
    try:
        with urllib.request.urlopen(sent) as answer:
            return answer.status, None, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, error.headers["x-amzn-ErrorType"].split(":")[0], json.load(error)


@case
def the_first_missing_member_is_named():
    whole = order(POINT, HOME, vault_arn("anywhere"))
    for member in ("RecoveryPointArn", "SourceBackupVaultName", "DestinationBackupVaultArn", "IamRoleArn"):
        status, name, body = _raw({key: value for key, value in whole.items() if key != member})
        assert (status, name) == (400, "MissingParameterValueException"), (status, name, body)
        assert member[0].lower() + member[1:] in body["Message"] or member in body["Message"], body
    status, name, body = _raw({})
    assert name == "MissingParameterValueException" and "ecoveryPointArn" in body["Message"], body


@case
def a_missing_member_counts_before_a_malformed_one():
    status, name, body = _raw(dict(RecoveryPointArn=POINT, SourceBackupVaultName="no spaces", IamRoleArn=ROLE))
    assert name == "MissingParameterValueException", body


@case
def names_and_arns_must_have_their_shape():
    to = vault_arn("anywhere")
    for change in (
        {"SourceBackupVaultName": "no spaces"},
        {"SourceBackupVaultName": "x"},
        {"RecoveryPointArn": "no-arn"},
        {"DestinationBackupVaultArn": "arn:aws:s3:::bucket"},
        {"DestinationBackupVaultArn": vault_arn("no spaces")},
        {"IamRoleArn": "arn:aws:iam::123456789012:user/somebody"},
    ):
        refused("InvalidParameterValueException", "", east.start_copy_job, **dict(order(POINT, HOME, to), **change))


@case
def malformed_names_count_before_an_unknown_vault():
    refused(
        "InvalidParameterValueException",
        "",
        east.start_copy_job,
        **order(POINT, "unknown-vault", vault_arn("anywhere"), IamRoleArn="no-arn")
    )


@case
def an_unknown_source_vault_looks_like_missing_permission():
    refused(
        "AccessDeniedException",
        "Insufficient privileges to perform this action.",
        east.start_copy_job,
        **order(POINT, "unknown-vault", vault_arn("anywhere"))
    )


@case
def an_unknown_recovery_point_is_not_found():
    refused(
        "ResourceNotFoundException",
        "Cannot find recovery point",
        east.start_copy_job,
        **order(UNKNOWN_POINT, HOME, vault_arn("anywhere"))
    )


@case
def a_recovery_point_is_looked_for_in_the_named_vault_only():
    name, _ = new_vault(of=east)
    refused(
        "ResourceNotFoundException",
        "Cannot find recovery point",
        east.start_copy_job,
        **order(POINT, name, vault_arn("anywhere"))
    )


@case
def a_role_of_another_account_cannot_be_assumed():
    role = "arn:aws:iam::210987654321:role/Theirs"
    refused(
        "InvalidParameterValueException",
        "IAM Role %s cannot be assumed by AWS Backup" % role,
        east.start_copy_job,
        **order(POINT, HOME, vault_arn("anywhere"), IamRoleArn=role)
    )


@case
def a_deleted_recovery_point_cannot_be_copied():
    gone = backed_up(HOME)
    east.delete_recovery_point(BackupVaultName=HOME, RecoveryPointArn=gone)
    refused(
        "ResourceNotFoundException",
        "Cannot find recovery point",
        east.start_copy_job,
        **order(gone, HOME, vault_arn("anywhere"))
    )


@case
def the_vault_arn_of_older_documentation_is_understood():
    name, arn = new_vault()
    job = copied(POINT, HOME, arn.replace(":backup-vault:", ":vault:"))
    assert job["DestinationBackupVaultArn"] == arn, job


@case
def the_answer_has_three_members():
    _, arn = new_vault()
    answer = east.start_copy_job(**order(POINT, HOME, arn))
    assert set(answer) - {"ResponseMetadata"} == {"CopyJobId", "CreationDate", "IsParent"}, answer
    assert answer["IsParent"] is False
    assert ended_copy(answer["CopyJobId"])["CreationDate"] == answer["CreationDate"]
