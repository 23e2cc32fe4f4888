"""How long a copy lives."""

from datetime import timedelta

from house import *  # noqa: F403


def _copy_of(job, vault):
    return west.describe_recovery_point(BackupVaultName=vault, RecoveryPointArn=job["DestinationRecoveryPointArn"])


def _source():
    return east.describe_recovery_point(BackupVaultName=HOME, RecoveryPointArn=POINT)


@case
def without_a_lifecycle_the_source_s_applies():
    name, arn = new_vault()
    copy = _copy_of(copied(POINT, HOME, arn), name)
    assert copy["Lifecycle"]["DeleteAfterDays"] == 200, copy
    assert copy["CalculatedLifecycle"] == _source()["CalculatedLifecycle"]


@case
def a_lifecycle_counts_from_the_source_s_creation_to_the_millisecond():
    name, arn = new_vault()
    copy = _copy_of(copied(POINT, HOME, arn, Lifecycle={"DeleteAfterDays": 7}), name)
    assert copy["CalculatedLifecycle"]["DeleteAt"] == _source()["CreationDate"] + timedelta(days=7), copy


@case
def a_lifecycle_replaces_the_source_s_whole():
    source = backed_up(HOME, Lifecycle={"MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 300})
    name, arn = new_vault()
    copy = _copy_of(copied(source, HOME, arn, Lifecycle={"DeleteAfterDays": 100}), name)
    assert copy["Lifecycle"]["DeleteAfterDays"] == 100
    assert "MoveToColdStorageAfterDays" not in copy["Lifecycle"], copy


@case
def a_lifecycle_without_an_end_is_the_source_s():
    name, arn = new_vault()
    copy = _copy_of(copied(POINT, HOME, arn, Lifecycle={"MoveToColdStorageAfterDays": 10}), name)
    assert copy["Lifecycle"]["DeleteAfterDays"] == 200, copy
    assert "MoveToColdStorageAfterDays" not in copy["Lifecycle"], copy


@case
def minus_one_keeps_the_source_s_expiry():
    name, arn = new_vault()
    copy = _copy_of(copied(POINT, HOME, arn, Lifecycle={"DeleteAfterDays": -1}), name)
    assert copy["CalculatedLifecycle"]["DeleteAt"] == _source()["CalculatedLifecycle"]["DeleteAt"], copy


@case
def exactly_ninety_days_apart_is_enough_and_fewer_are_not():
    _, arn = new_vault()
    copied(POINT, HOME, arn, Lifecycle={"MoveToColdStorageAfterDays": 10, "DeleteAfterDays": 100})
    refused(
        "InvalidParameterValueException",
        "cannot be less than 90 days apart from MoveToColdStorageAfterDays",
        east.start_copy_job,
        **order(POINT, HOME, arn, Lifecycle={"MoveToColdStorageAfterDays": 10, "DeleteAfterDays": 99})
    )


@case
def days_out_of_range_are_refused():
    _, arn = new_vault()
    for days in (0, -2, 36501):
        refused(
            "InvalidParameterValueException",
            "DeleteAfterDays cannot be less than 1 or more than 36500 days",
            east.start_copy_job,
            **order(POINT, HOME, arn, Lifecycle={"DeleteAfterDays": days})
        )


@case
def delete_after_event_is_no_input():
    _, arn = new_vault()
    if knows("Lifecycle", "DeleteAfterEvent"):
        refused(
            "InvalidParameterValueException",
            "DeleteAfterEvent",
            east.start_copy_job,
            **order(POINT, HOME, arn, Lifecycle={"DeleteAfterDays": 100, "DeleteAfterEvent": "DELETE_AFTER_COPY"})
        )


@case
def the_lifecycle_of_a_recovery_point_can_be_changed():
    point = backed_up(HOME, Lifecycle={"DeleteAfterDays": 200})
    answer = east.update_recovery_point_lifecycle(
        BackupVaultName=HOME, RecoveryPointArn=point, Lifecycle={"DeleteAfterDays": 20}
    )
    assert answer["Lifecycle"]["DeleteAfterDays"] == 20, answer
    shown = east.describe_recovery_point(BackupVaultName=HOME, RecoveryPointArn=point)
    assert shown["CalculatedLifecycle"]["DeleteAt"] == shown["CreationDate"] + timedelta(days=20), shown
