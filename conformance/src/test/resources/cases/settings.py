"""Settings of accounts and Regions, and notifications of vaults."""

from house import *  # noqa: F403

TOPIC = "arn:aws:sns:eu-west-1:123456789012:copies"


@case
def global_settings_take_known_names_and_values_only():
    refused(
        "InvalidParameterValueException", "", east.update_global_settings, GlobalSettings={"isEverythingOn": "true"}
    )
    refused(
        "InvalidParameterValueException",
        "",
        east.update_global_settings,
        GlobalSettings={"isCrossAccountBackupEnabled": "perhaps"},
    )


@case
def region_settings_are_kept():
    before = east.describe_region_settings()["ResourceTypeOptInPreference"]
    assert before["EFS"] is True, before
    east.update_region_settings(ResourceTypeOptInPreference={"EFS": False})
    assert east.describe_region_settings()["ResourceTypeOptInPreference"]["EFS"] is False
    assert west.describe_region_settings()["ResourceTypeOptInPreference"]["EFS"] is True
    east.update_region_settings(ResourceTypeOptInPreference={"EFS": True})


@case
def notifications_are_kept_until_deleted():
    name, arn = new_vault()
    refused("ResourceNotFoundException", "", west.get_backup_vault_notifications, BackupVaultName=name)
    west.put_backup_vault_notifications(
        BackupVaultName=name, SNSTopicArn=TOPIC, BackupVaultEvents=["COPY_JOB_SUCCESSFUL", "COPY_JOB_FAILED"]
    )
    shown = west.get_backup_vault_notifications(BackupVaultName=name)
    assert shown["SNSTopicArn"] == TOPIC and shown["BackupVaultArn"] == arn, shown
    assert sorted(shown["BackupVaultEvents"]) == ["COPY_JOB_FAILED", "COPY_JOB_SUCCESSFUL"]
    west.delete_backup_vault_notifications(BackupVaultName=name)
    refused("ResourceNotFoundException", "", west.get_backup_vault_notifications, BackupVaultName=name)


@case
def only_known_events_are_notified():
    name, _ = new_vault()
    refused(
        "InvalidParameterValueException",
        "Please select from the following list of notifications",
        west.put_backup_vault_notifications,
        BackupVaultName=name,
        SNSTopicArn=TOPIC,
        BackupVaultEvents=["COPY_JOB_EXPLODED"],
    )
