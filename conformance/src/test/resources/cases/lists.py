"""ListCopyJobs and its summaries."""

from datetime import timedelta

from house import *  # noqa: F403

name, arn = new_vault()
done = [copied(POINT, HOME, arn) for _ in range(3)]
failed = failed_copy(POINT, HOME, vault_arn("never-made"))


def _ids(**filters):
    found = []
    for page in east.get_paginator("list_copy_jobs").paginate(**filters):
        found += [job["CopyJobId"] for job in page["CopyJobs"]]
    return found


def _known(*filters):
    return all(knows("ListCopyJobsInput", name) for name in filters)


@case
def jobs_are_listed_newest_first_page_by_page():
    page, seen, more = 0, [], {}
    while True:
        answer = east.list_copy_jobs(ByDestinationVaultArn=arn, MaxResults=2, **more)
        assert len(answer["CopyJobs"]) <= 2
        seen += [job["CopyJobId"] for job in answer["CopyJobs"]]
        if "NextToken" not in answer:
            break
        more = {"NextToken": answer["NextToken"]}
    assert seen == [job["CopyJobId"] for job in reversed(done)], seen


@case
def each_filter_lets_through_what_it_names():
    last = done[-1]
    wanted = last["CopyJobId"]
    filters = [
        {"ByResourceArn": RESOURCE},
        {"ByState": "COMPLETED"},
        {"ByResourceType": "EFS"},
        {"ByDestinationVaultArn": arn},
        {"ByAccountId": MAIN},
        {"ByMessageCategory": "SUCCESS"},
        {"BySourceRecoveryPointArn": POINT},
        {"ByCreatedAfter": last["CreationDate"] - timedelta(seconds=1)},
        {"ByCreatedBefore": last["CreationDate"] + timedelta(seconds=1)},
        {"ByCompleteAfter": last["CompletionDate"] - timedelta(seconds=1)},
        {"ByCompleteBefore": last["CompletionDate"] + timedelta(seconds=1)},
    ]
    together = {}
    for one in filters:
        if _known(*one):
            assert wanted in _ids(**one), one
            together.update(one)
    assert wanted in _ids(**together), together


@case
def each_filter_keeps_out_what_it_does_not_name():
    last = done[-1]
    for one in (
        {"ByResourceArn": RESOURCE + "0"},
        {"ByState": "FAILED"},
        {"ByResourceType": "EBS"},
        {"ByDestinationVaultArn": vault_arn("another")},
        {"ByAccountId": OTHER},
        {"ByMessageCategory": "AccessDenied"},
        {"BySourceRecoveryPointArn": UNKNOWN_POINT},
        {"ByParentJobId": "00000000-0000-0000-0000-000000000000"},
        {"ByCreatedAfter": last["CreationDate"]},
        {"ByCreatedBefore": last["CreationDate"]},
        {"ByCompleteAfter": last["CompletionDate"]},
        {"ByCompleteBefore": last["CompletionDate"]},
    ):
        if _known(*one):
            assert last["CopyJobId"] not in _ids(**one), one


@case
def a_failed_job_is_found_by_its_state_and_category():
    assert failed["CopyJobId"] in _ids(ByState="FAILED", ByDestinationVaultArn=vault_arn("never-made"))
    if _known("ByMessageCategory"):
        assert failed["CopyJobId"] in _ids(ByMessageCategory=failed["MessageCategory"])


@case
def a_token_of_other_filters_is_refused():
    answer = east.list_copy_jobs(ByDestinationVaultArn=arn, MaxResults=1)
    refused(
        "InvalidParameterValueException",
        "",
        east.list_copy_jobs,
        ByState="FAILED",
        MaxResults=1,
        NextToken=answer["NextToken"],
    )


@case
def other_accounts_and_regions_see_none_of_it():
    assert west.list_copy_jobs(ByDestinationVaultArn=arn)["CopyJobs"] == []
    assert other_east.list_copy_jobs(ByDestinationVaultArn=arn)["CopyJobs"] == []
    refused("ResourceNotFoundException", "", other_east.describe_copy_job, CopyJobId=done[0]["CopyJobId"])
