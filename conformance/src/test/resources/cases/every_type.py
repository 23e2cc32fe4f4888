"""A stack with five members of five types, one of which cannot be copied."""

from house import *  # noqa: F403
from stacks import _children, _composite, _copy, _nested, _status

EVERY = "arn:aws:cloudformation:us-east-1:123456789012:stack/every/1"
COPYABLE = ["Bucket", "Database", "Disk", "Files"]


def _basic_tables(switched):
    """Whether tables are backed up as DynamoDB itself does, which nobody can copy."""
    east.update_region_settings(ResourceTypeManagementPreference={"DynamoDB": not switched})


@case
def of_a_stack_of_five_types_the_one_that_cannot_be_copied_is_left_out():
    _basic_tables(True)
    try:
        composite = _composite(EVERY)
    finally:
        _basic_tables(False)
    nested = _nested(composite)
    assert sorted(nested) == COPYABLE + ["Table"], nested
    assert len({point["ResourceType"] for point in nested.values()}) == 5, nested
    name, arn = new_vault()
    job = ended_copy(_copy(composite, arn))
    assert job["State"] == "PARTIAL" and job["IsParent"] is True, job
    assert "Table" in job["StatusMessage"], job
    assert job["NumberOfChildJobs"] == 4 and job["ChildJobsInState"] == {"COMPLETED": 4}, job
    assert sorted(_children(job["CopyJobId"])) == COPYABLE
    copy = job["DestinationRecoveryPointArn"]
    assert sorted(_nested(copy, name, west)) == COPYABLE
    assert _status(copy, name, west) == "PARTIAL"
