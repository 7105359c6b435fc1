"""Runs many commands of the installed AWS CLI, which by itself takes a second to start.

Starts it once, up to where it would look at its arguments, and forks a child for each command: so that
none sees what another one left behind. Reads one JSON object a line, {"args": [...], "env": {...}}, and
answers each with a line {"stdout": ..., "stderr": ..., "status": ...}.
"""
import gc
import io
import json
import os
import sys

import awscli.clidriver

driver = awscli.clidriver.create_clidriver()
commands = driver._get_command_table()
for service in ["cloudtrail", "ec2", "ebs", "iam", "ssm", "sts"]:
    commands[service]._get_command_table()
    driver.session.get_paginator_model(service)
    driver.session.create_client(
        service, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
# What is there now is not looked at again: children share its memory.
gc.freeze()


def text_file():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def run(args, env):
    os.environ.update(env)
    sys.stdout, sys.stderr = out, err = text_file(), text_file()
    try:
        status = awscli.clidriver.AWSCLIEntryPoint(driver).main(args)
    except SystemExit as end:
        status = end.code
    read = lambda file: file.buffer.getvalue().decode("utf-8", "replace")
    return {"stdout": read(out), "stderr": read(err), "status": status}


def in_child(command):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = run(command["args"], command.get("env", {}))
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer or json.dumps({"stdout": "", "stderr": "The child died", "status": -1})


for line in sys.stdin:
    print(in_child(json.loads(line)), flush=True)
