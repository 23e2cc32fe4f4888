"""The same call again does nothing more."""

from concurrent.futures import ThreadPoolExecutor

from house import *  # noqa: F403


def _three(answer):
    return answer["CopyJobId"], answer["CreationDate"], answer["IsParent"]


@case
def the_same_token_and_parameters_answer_the_same_job():
    name, arn = new_vault()
    asked = order(POINT, HOME, arn, IdempotencyToken=token())
    first, second = east.start_copy_job(**asked), east.start_copy_job(**asked)
    assert _three(first) == _three(second)
    ended_copy(first["CopyJobId"])
    assert _three(east.start_copy_job(**asked)) == _three(first)
    assert len(points_in(name)) == 1


@case
def fifty_equal_calls_at_once_make_one_copy():
    name, arn = new_vault()
    asked = order(POINT, HOME, arn, IdempotencyToken=token())
    with ThreadPoolExecutor(50) as callers:
        answers = {_three(a) for a in callers.map(lambda _: east.start_copy_job(**asked), range(50))}
    assert len(answers) == 1, answers
    ended_copy(answers.pop()[0])
    assert len(points_in(name)) == 1
    assert len(east.list_copy_jobs(ByDestinationVaultArn=arn)["CopyJobs"]) == 1


@case
def a_token_with_other_parameters_is_refused():
    _, arn = new_vault()
    asked = order(POINT, HOME, arn, IdempotencyToken=token())
    east.start_copy_job(**asked)
    asked["Lifecycle"] = {"DeleteAfterDays": 300}
    refused("InvalidRequestException", "token", _lowered(east.start_copy_job), **asked)


def _lowered(call):
    """The same call with refusals in lower case, where only the words matter."""

    def lowered(**arguments):
        try:
            return call(**arguments)
        except ClientError as error:
            error.response["Error"]["Message"] = error.response["Error"]["Message"].lower()
            raise

    return lowered


@case
def long_tokens_with_colons_and_slashes_are_tokens():
    _, arn = new_vault()
    long = ("%s-%s/" % (POINT, arn)) * 4
    asked = order(POINT, HOME, arn, IdempotencyToken=long[:512])
    assert _three(east.start_copy_job(**asked)) == _three(east.start_copy_job(**asked))


@case
def tokens_of_another_region_are_other_tokens():
    name, arn = new_vault()
    same = token()
    first = copied(POINT, HOME, arn, IdempotencyToken=same)
    _, back = new_vault(of=east)
    second = west.start_copy_job(
        **order(first["DestinationRecoveryPointArn"], name, back, IdempotencyToken=same)
    )
    assert second["CopyJobId"] != first["CopyJobId"]


@case
def a_token_outlives_the_recovery_point_it_copied():
    gone = backed_up(HOME)
    _, arn = new_vault()
    asked = order(gone, HOME, arn, IdempotencyToken=token())
    first = east.start_copy_job(**asked)
    ended_copy(first["CopyJobId"])
    east.delete_recovery_point(BackupVaultName=HOME, RecoveryPointArn=gone)
    assert _three(east.start_copy_job(**asked)) == _three(first)


@case
def backup_and_restore_jobs_have_tokens_too():
    asked = dict(BackupVaultName=HOME, ResourceArn=RESOURCE, IamRoleArn=ROLE, IdempotencyToken=token())
    first, second = east.start_backup_job(**asked), east.start_backup_job(**asked)
    assert first["BackupJobId"] == second["BackupJobId"]
    ended_backup(first["BackupJobId"])
    asked = dict(
        RecoveryPointArn=POINT, IamRoleArn=ROLE, Metadata={"newFileSystem": "true"}, IdempotencyToken=token()
    )
    assert east.start_restore_job(**asked)["RestoreJobId"] == east.start_restore_job(**asked)["RestoreJobId"]


@case
def a_vault_made_again_with_its_request_id_is_the_same_vault():
    asked = dict(BackupVaultName="made-twice", CreatorRequestId="request-1")
    first, second = east.create_backup_vault(**asked), east.create_backup_vault(**asked)
    assert (first["BackupVaultArn"], first["CreationDate"]) == (second["BackupVaultArn"], second["CreationDate"])
    refused("AlreadyExistsException", "", east.create_backup_vault, BackupVaultName="made-twice")
