"""Tables on an endpoint that speaks DynamoDB: backed up, copied to another Region and account, and restored."""

import json

from house import *  # noqa: F403

ORDERS = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
TABLES = "tables"
MINE = "arn:aws:iam::210987654321:role/Restore"
ITEMS = [
    {
        "id": {"S": "order-%d" % (i // 4)},
        "line": {"N": str(i)},
        "price": {"N": "%d.25" % i},
        "tags": {"SS": ["tag-%d" % j for j in range(1 + i % 3)]},
        "raw": {"B": os.urandom(i * 20)},
        "more": {"M": {"list": {"L": [{"BOOL": i % 2 == 0}, {"NULL": True}, {"S": ""}]}}},
    }
    for i in range(120)
]

dynamo = boto3.client(
    "dynamodb",
    region_name=EAST,
    endpoint_url=sys.argv[4],
    aws_access_key_id="AKIDTABLES",
    aws_secret_access_key="secretOfTables",
)
dynamo.create_table(
    TableName="orders",
    AttributeDefinitions=[
        {"AttributeName": "id", "AttributeType": "S"},
        {"AttributeName": "line", "AttributeType": "N"},
        {"AttributeName": "price", "AttributeType": "N"},
    ],
    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "line", "KeyType": "RANGE"}],
    GlobalSecondaryIndexes=[
        {
            "IndexName": "by-price",
            "KeySchema": [{"AttributeName": "price", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
            "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 8},
        }
    ],
    ProvisionedThroughput={"ReadCapacityUnits": 1000, "WriteCapacityUnits": 1000},
)
dynamo.update_time_to_live(
    TableName="orders", TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
)
for _item in ITEMS:
    dynamo.put_item(TableName="orders", Item=_item)
east.create_backup_vault(BackupVaultName=TABLES)


def _point():
    job = east.start_backup_job(BackupVaultName=TABLES, ResourceArn=ORDERS, IamRoleArn=ROLE)
    ended = ended_backup(job["BackupJobId"])
    assert ended["State"] == "COMPLETED", ended
    return ended["RecoveryPointArn"]


def _restored(point, of, role=ROLE, **metadata):
    """The ended restore job."""
    job = of.start_restore_job(RecoveryPointArn=point, Metadata=metadata, IamRoleArn=role)["RestoreJobId"]
    return eventually(
        lambda: of.describe_restore_job(RestoreJobId=job), lambda j: j["Status"] not in ("PENDING", "RUNNING")
    )


def _items(table):
    items = [item for page in dynamo.get_paginator("scan").paginate(TableName=table) for item in page["Items"]]
    for item in items:
        item["tags"]["SS"].sort()
    return sorted(items, key=lambda item: int(item["line"]["N"]))


def _same(table):
    """A table is as the one that was backed up."""
    assert _items(table) == ITEMS
    told, asked = (dynamo.describe_table(TableName=name)["Table"] for name in (table, "orders"))
    assert told["KeySchema"] == asked["KeySchema"], told
    for member in "ReadCapacityUnits", "WriteCapacityUnits":
        assert told["ProvisionedThroughput"][member] == asked["ProvisionedThroughput"][member], told
    for member in "IndexName", "KeySchema", "Projection":
        assert told["GlobalSecondaryIndexes"][0][member] == asked["GlobalSecondaryIndexes"][0][member], told
    living = dynamo.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    assert living == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}, living


@case
def a_table_comes_back_from_a_copy_in_another_region():
    assert east.get_supported_resource_types()["ResourceTypes"].count("DynamoDB") == 1
    point = _point()
    assert point.startswith("arn:aws:backup:us-east-1:123456789012:recovery-point:"), point
    described = east.describe_recovery_point(BackupVaultName=TABLES, RecoveryPointArn=point)
    assert described["ResourceType"] == "DynamoDB" and described["ResourceArn"] == ORDERS, described
    name, arn = new_vault()
    copy = copied(point, TABLES, arn, Lifecycle={"MoveToColdStorageAfterDays": 1, "DeleteAfterDays": 91})
    shown = west.describe_recovery_point(
        BackupVaultName=name, RecoveryPointArn=copy["DestinationRecoveryPointArn"]
    )
    assert shown["Lifecycle"]["MoveToColdStorageAfterDays"] == 1, shown
    job = _restored(
        copy["DestinationRecoveryPointArn"],
        west,
        targetTableName="from-west",
        **{"copyhold:endpoint": "tables"},
    )
    assert job["Status"] == "COMPLETED", job
    assert job["CreatedResourceArn"] == "arn:aws:dynamodb:eu-west-1:123456789012:table/from-west", job
    _same("from-west")


@case
def a_table_comes_back_from_a_copy_in_another_account():
    name, arn = new_vault(of=other_west)
    east.update_global_settings(GlobalSettings={"isCrossAccountBackupEnabled": "true"})
    let_in = {
        "Effect": "Allow",
        "Principal": {"AWS": MAIN},
        "Action": "backup:CopyIntoBackupVault",
        "Resource": "*",
    }
    other_west.put_backup_vault_access_policy(
        BackupVaultName=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [let_in]})
    )
    copy = copied(_point(), TABLES, arn)["DestinationRecoveryPointArn"]
    shown = other_west.get_recovery_point_restore_metadata(BackupVaultName=name, RecoveryPointArn=copy)
    metadata = shown["RestoreMetadata"]
    assert metadata["targetTableName"].startswith("orders-"), metadata
    job = _restored(copy, other_west, role=MINE, **metadata)
    assert job["Status"] == "COMPLETED", job
    _same(metadata["targetTableName"])


@case
def a_table_that_is_there_is_not_restored_over():
    job = _restored(_point(), east, targetTableName="orders")
    assert job["Status"] == "FAILED" and "it exists already" in job["StatusMessage"], job
    refused(
        "InvalidParameterValueException",
        "targetTableName",
        east.start_restore_job,
        RecoveryPointArn=_point(),
        Metadata={},
        IamRoleArn=ROLE,
    )


@case
def without_advanced_features_a_table_is_backed_up_and_not_copied():
    east.update_region_settings(ResourceTypeManagementPreference={"DynamoDB": False})
    try:
        job = east.start_backup_job(
            BackupVaultName=TABLES,
            ResourceArn=ORDERS,
            IamRoleArn=ROLE,
            Lifecycle={"MoveToColdStorageAfterDays": 1, "DeleteAfterDays": 91},
        )
        assert "RecoveryPointArn" not in job, job
        point = ended_backup(job["BackupJobId"])["RecoveryPointArn"]
    finally:
        east.update_region_settings(ResourceTypeManagementPreference={"DynamoDB": True})
    assert point.startswith(ORDERS + "/backup/0"), point
    described = east.describe_recovery_point(BackupVaultName=TABLES, RecoveryPointArn=point)
    assert "MoveToColdStorageAfterDays" not in described["Lifecycle"], described
    _, arn = new_vault()
    refused(
        "InvalidRequestException",
        "cannot be initiated for DynamoDB resources",
        east.start_copy_job,
        **order(point, TABLES, arn),
    )
    job = _restored(point, east, targetTableName="from-plain")
    assert job["Status"] == "COMPLETED", job
    _same("from-plain")
