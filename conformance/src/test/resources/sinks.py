"""Vaults notify topics and changes reach an event bus, both at moto; queues behind them tell what arrived."""

import json
import os
import sys
import time

import boto3

MOTO = sys.argv[1]
ACCOUNT = "123456789012"


def client(service, endpoint=MOTO):
    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )


def queue(sqs, name):
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return url, arn["Attributes"]["QueueArn"]


def arrived(sqs, url, enough, seconds=60):
    """All messages of a queue, as soon as they are enough."""
    messages = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        batch = sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=600
        ).get("Messages", [])
        messages += [json.loads(message["Body"]) for message in batch]
        if enough(messages):
            return messages
        time.sleep(0.1)
    raise AssertionError(f"Not enough arrived in {seconds} s: {messages}")


def ended(backup, job):
    for _ in range(600):
        found = backup.describe_copy_job(CopyJobId=job)["CopyJob"]
        if found["State"] in ("COMPLETED", "FAILED"):
            return found
        time.sleep(0.1)
    raise AssertionError(f"Copy job {job} does not end")


def backed_up(backup, vault):
    job = backup.start_backup_job(
        BackupVaultName=vault,
        ResourceArn=os.environ["RESOURCE"],
        IamRoleArn=os.environ["ROLE"],
    )["BackupJobId"]
    for _ in range(600):
        found = backup.describe_backup_job(BackupJobId=job)
        if found["State"] == "COMPLETED":
            return job, found["RecoveryPointArn"]
        assert found["State"] in ("CREATED", "RUNNING"), found
        time.sleep(0.1)
    raise AssertionError(f"Backup job {job} does not end")


sqs, sns, bus = client("sqs"), client("sns"), client("events")
backup = client("backup", os.environ["ENDPOINT"])

topic = sns.create_topic(Name="told")["TopicArn"]
notices_url, notices_arn = queue(sqs, "notices")
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=notices_arn)

events_url, events_arn = queue(sqs, "events")
bus.create_event_bus(Name="backups")
bus.put_rule(
    Name="copies",
    EventBusName="backups",
    EventPattern=json.dumps(
        {"source": ["aws.backup"], "detail-type": ["Copy Job State Change"]}
    ),
)
bus.put_targets(
    Rule="copies", EventBusName="backups", Targets=[{"Id": "queue", "Arn": events_arn}]
)

backup.create_backup_vault(BackupVaultName="told-home")
backup.create_backup_vault(BackupVaultName="told-away")
backup.put_backup_vault_notifications(
    BackupVaultName="told-home",
    SNSTopicArn=topic,
    BackupVaultEvents=["BACKUP_JOB_COMPLETED", "COPY_JOB_SUCCESSFUL"],
)

backup_job, point = backed_up(backup, "told-home")
copy_job = backup.start_copy_job(
    RecoveryPointArn=point,
    SourceBackupVaultName="told-home",
    DestinationBackupVaultArn=f"arn:aws:backup:us-east-1:{ACCOUNT}:backup-vault:told-away",
    IamRoleArn=os.environ["ROLE"],
)["CopyJobId"]
copy = ended(backup, copy_job)
assert copy["State"] == "COMPLETED", copy

events = arrived(sqs, events_url, lambda all: len(all) >= 3)
states = [event["detail"]["state"] for event in events]
assert states == ["CREATED", "RUNNING", "COMPLETED"], states
for event in events:
    assert event["source"] == "aws.backup", event
    assert event["resources"] == [point], event
    assert event["detail"]["copyJobId"] == copy_job, event
assert events[0]["detail"]["destinationRecoveryPointArn"] == {}, events[0]
assert (
    events[2]["detail"]["destinationRecoveryPointArn"]
    == copy["DestinationRecoveryPointArn"]
)

notices = arrived(sqs, notices_url, lambda all: len(all) >= 2)
assert len(notices) == 2, notices
for notice in notices:
    assert notice["TopicArn"] == topic, notice
    assert notice["Subject"] == "Notification from AWS Backup", notice
kinds = [notice["MessageAttributes"]["EventType"]["Value"] for notice in notices]
ids = [notice["MessageAttributes"]["Id"]["Value"] for notice in notices]
assert kinds == ["BACKUP_JOB", "COPY_JOB"], kinds
assert ids == [backup_job, copy_job], ids
assert point in notices[0]["Message"], notices[0]
assert set(notices[1]["MessageAttributes"]) == {
    "EventType",
    "State",
    "AccountId",
    "Id",
    "StartTime",
}, notices[1]
