"""Prints what the Argilla SDK reads of a dataset: together.py URL KEY WORKSPACE DATASET."""

import json
import sys

import argilla as rg

url, key, workspace, name = sys.argv[1:]
client = rg.Argilla(api_url=url, api_key=key)
dataset = client.datasets(name, workspace=workspace)
users = {user.id: user.username for user in client.users}
read: dict[str, dict] = {}
for record in dataset.records(with_responses=True, with_suggestions=True):
    for response in record.responses:
        answer = read.setdefault(f"{record.id} {users[response.user_id]}", {"values": {}})
        answer["status"] = response.status.value
        answer["values"][response.question_name] = response.value
json.dump(read, sys.stdout)
