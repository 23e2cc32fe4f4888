"""What this server has beyond AWS Backup, over plain signed HTTP, and seen through boto3."""

import json
import os
import urllib.error
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from house import *  # noqa: F403


def _signed(method, path, body=None, headers=None, key="testing"):
    data = None if body is None else json.dumps(body)
    request = AWSRequest(
        method, ENDPOINT + path, data=data, headers=dict({"Content-Type": "application/json"}, **(headers or {}))
    )
    SigV4Auth(Credentials(key, key), "backup", EAST).add_auth(request)
    sent = urllib.request.Request(
        ENDPOINT + path, None if data is None else data.encode(), dict(request.headers), method=method
    )
    try:
        with urllib.request.urlopen(sent) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else {}
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@case
def an_ended_copy_cannot_be_stopped_and_an_unknown_one_is_not_found():
    _, arn = new_vault()
    job = copied(POINT, HOME, arn)
    status, body = _signed("POST", "/copy-jobs/" + job["CopyJobId"])
    assert status == 400 and "COMPLETED" in body["Message"], body
    status, body = _signed("POST", "/copy-jobs/00000000-0000-0000-0000-000000000000")
    assert status == 400, body


@case
def progress_stands_beside_the_sdk_s_members():
    with open("share/fresh", "wb") as fresh:  # a store that has the data already moves none
        fresh.write(os.urandom(1_000_000))
    _, arn = new_vault()
    job = copied(backed_up(HOME), HOME, arn)
    status, body = _signed("GET", "/copy-jobs/" + job["CopyJobId"])
    assert status == 200, body
    shown = body["CopyJob"]
    assert float(shown["PercentDone"]) == 100.0, shown
    assert shown["BytesMoved"] > 0, shown
    assert shown["BytesWanted"] == shown["BytesMoved"] + shown["BytesSkipped"], shown
    assert shown["VerificationTier"] == "V1", shown


@case
def a_second_copy_moves_next_to_nothing():
    _, first = new_vault()
    copied(POINT, HOME, first)
    _, second = new_vault()
    job = copied(POINT, HOME, second)
    status, body = _signed("GET", "/copy-jobs/" + job["CopyJobId"])
    assert body["CopyJob"]["BytesMoved"] == 0, body


@case
def preflight_tells_each_gate_and_makes_no_job():
    name, arn = new_vault()
    before = len(east.list_copy_jobs()["CopyJobs"])
    status, body = _signed("POST", "/copyhold/copy-preflight", order(POINT, HOME, arn))
    assert status == 200, body
    assert body["Allowed"] and body["Gates"] and body["BytesToMove"] == 0, body
    assert all(gate["Result"] == "PASSED" for gate in body["Gates"]), body
    status, body = _signed("POST", "/copyhold/copy-preflight", order(POINT, HOME, vault_arn("not-there")))
    assert status == 200, body
    assert body["Allowed"] is False, body
    assert any(gate["Result"] == "FAILED" and gate["Reason"] and gate["WhatToDo"] for gate in body["Gates"]), body
    assert len(east.list_copy_jobs()["CopyJobs"]) == before
    assert points_in(name) == []


@case
def a_copy_sealed_anew_says_so_and_the_next_into_its_vault_moves_nothing():
    name, arn = new_vault()
    status, body = _signed("PUT", "/copy-jobs", order(POINT, HOME, arn, Reencrypt=True))
    assert status == 200, body
    job = ended_copy(body["CopyJobId"])
    assert job["State"] == "COMPLETED", job
    status, body = _signed("GET", "/copy-jobs/" + job["CopyJobId"])
    assert body["CopyJob"]["VerificationTier"] == "V2" and body["CopyJob"]["BytesMoved"] > 0, body
    status, body = _signed("PUT", "/copy-jobs", order(POINT, HOME, arn), {"x-copyhold-reencrypt": "true"})
    again = ended_copy(body["CopyJobId"])
    status, body = _signed("GET", "/copy-jobs/" + again["CopyJobId"])
    assert again["State"] == "COMPLETED" and body["CopyJob"]["BytesMoved"] == 0, body
    assert len(points_in(name)) == 2


@case
def once_answers_the_copy_that_is_there():
    name, arn = new_vault()
    first = copied(POINT, HOME, arn)
    status, body = _signed("PUT", "/copy-jobs", order(POINT, HOME, arn, Once=True))
    assert (status, body["CopyJobId"]) == (200, first["CopyJobId"]), body
    status, body = _signed("PUT", "/copy-jobs", order(POINT, HOME, arn), {"x-copyhold-once": "true"})
    assert (status, body["CopyJobId"]) == (200, first["CopyJobId"]), body
    assert len(points_in(name)) == 1
