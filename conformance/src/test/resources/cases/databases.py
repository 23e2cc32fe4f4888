"""Database servers that run PostgreSQL: backed up, copied to another Region and another account, restored and started."""

import atexit
import glob
import json
import signal
import socket
import subprocess

from house import *  # noqa: F403

SHOP = "arn:aws:rds:us-east-1:123456789012:db:shop"
DATABASES = "databases"
PORT, PROGRAMS = sys.argv[2], sys.argv[3]
SUM = "select count(*), sum(hashtext(id || text)::bigint) from stock"

_running = []


def _program(name, *arguments):
    """PostgreSQL refuses to run as root."""
    return (["unshare", "-U"] if os.geteuid() == 0 else []) + [os.path.join(PROGRAMS, name)] + list(arguments)


def _start(data, port):
    with open(data + ".log", "wb") as log:
        command = _program("postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1")
        command += ["-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "shared_buffers=16MB"]
        _running.append(subprocess.Popen(command, stdout=log, stderr=log))
    return eventually(lambda: _sql(port, "select 1", check=False), lambda answer: answer == "1")


def _stop():
    for server in _running:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _sql(port, text, check=True):
    address = ["--host=127.0.0.1", "--port=" + port, "--username=postgres", "--dbname=postgres"]
    ran = subprocess.run(
        [os.path.join(PROGRAMS, "psql"), "--no-psqlrc", "-qAtc", text] + address, capture_output=True, text=True
    )
    assert ran.returncode == 0 or not check, ran
    return ran.stdout.strip()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _point():
    job = east.start_backup_job(BackupVaultName=DATABASES, ResourceArn=SHOP, IamRoleArn=ROLE)
    ended = ended_backup(job["BackupJobId"])
    assert ended["State"] == "COMPLETED", ended
    return ended["RecoveryPointArn"]


def _restored(point, of, role=ROLE, **metadata):
    """The ended restore job."""
    job = of.start_restore_job(RecoveryPointArn=point, Metadata=metadata, IamRoleArn=role)["RestoreJobId"]
    return eventually(
        lambda: of.describe_restore_job(RestoreJobId=job), lambda j: j["Status"] not in ("PENDING", "RUNNING")
    )


def _holds_the_same(job, arn):
    """A server starts over what was made, and has what the original has."""
    assert job["Status"] == "COMPLETED" and job["CreatedResourceArn"] == arn, job
    made = glob.glob("data/restored/db-%s-*" % arn.split(":")[-1])
    assert len(made) == 1, made
    port = _free_port()
    _start(made[0], port)
    assert _sql(port, SUM) == _sql(PORT, SUM)


if PROGRAMS:
    subprocess.run(
        _program("initdb", "-D", "shop", "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C", "-E", "UTF8"),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    _start("shop", PORT)
    atexit.register(_stop)
    _sql(PORT, "create role copyhold replication login")
    _sql(PORT, "create table stock as select n as id, repeat('x', n) as text from generate_series(1, 999) n")
    east.create_backup_vault(BackupVaultName=DATABASES)

    @case
    def a_database_server_comes_back_from_a_copy_in_another_region():
        assert "RDS" in east.get_supported_resource_types()["ResourceTypes"]
        point = _point()
        assert point.startswith("arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-"), point
        described = east.describe_recovery_point(BackupVaultName=DATABASES, RecoveryPointArn=point)
        assert described["ResourceType"] == "RDS" and described["ResourceArn"] == SHOP, described
        assert described["ResourceName"] == "shop" and described["BackupSizeInBytes"] > 20_000_000, described
        name, arn = new_vault()
        copy = copied(point, DATABASES, arn)["DestinationRecoveryPointArn"]
        assert copy.startswith("arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:copyjob-"), copy
        job = _restored(copy, west, DBInstanceIdentifier="shop-west")
        _holds_the_same(job, "arn:aws:rds:eu-west-1:123456789012:db:shop-west")

    @case
    def a_database_server_comes_back_from_a_copy_in_another_account():
        east.update_global_settings(GlobalSettings={"isCrossAccountBackupEnabled": "true"})
        try:
            name, arn = new_vault(of=other_west)
            allow = {"Effect": "Allow", "Principal": {"AWS": MAIN}, "Action": "backup:CopyIntoBackupVault", "Resource": "*"}
            policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
            other_west.put_backup_vault_access_policy(BackupVaultName=name, Policy=policy)
            copy = copied(_point(), DATABASES, arn)["DestinationRecoveryPointArn"]
        finally:
            east.update_global_settings(GlobalSettings={"isCrossAccountBackupEnabled": "false"})
        job = _restored(copy, other_west, ROLE.replace(MAIN, OTHER), DBInstanceIdentifier="shop-theirs")
        _holds_the_same(job, "arn:aws:rds:eu-west-1:%s:db:shop-theirs" % OTHER)

    @case
    def the_metadata_of_a_database_server_restore_a_new_one_and_no_name_twice():
        point = _point()
        shown = east.get_recovery_point_restore_metadata(BackupVaultName=DATABASES, RecoveryPointArn=point)
        metadata = shown["RestoreMetadata"]
        assert metadata["Engine"] == "postgres" and metadata["DBInstanceIdentifier"].startswith("shop-"), metadata
        job = _restored(point, east, **metadata)
        assert job["Status"] == "COMPLETED", job
        for taken in (metadata["DBInstanceIdentifier"], "shop"):
            refused(
                "InvalidParameterValueException",
                "DB instance %s already exists" % taken,
                east.start_restore_job,
                RecoveryPointArn=point,
                Metadata={"DBInstanceIdentifier": taken},
                IamRoleArn=ROLE,
            )
        again = east.start_backup_job(
            BackupVaultName=DATABASES, ResourceArn=job["CreatedResourceArn"], IamRoleArn=ROLE
        )
        ended = ended_backup(again["BackupJobId"])
        assert ended["State"] == "FAILED" and "is a data folder" in ended["StatusMessage"], ended
