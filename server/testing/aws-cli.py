"""Runs many commands of the installed AWS CLI in one process, which takes a second to start.

Reads one JSON object a line, {"args": [...], "env": {...}}, and answers each with a line
{"stdout": ..., "stderr": ..., "status": ...}. Every command gets a driver of its own; only the parsed
service models are kept.
"""
import io
import json
import os
import sys

import awscli.clidriver



def text_file():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def run(args, env):
    os.environ.update(env)
    out, err = text_file(), text_file()
    stdout, stderr = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        # Kept for the model files alone; the CLI's own data comes first in its search path.
        driver = awscli.clidriver.create_clidriver(args)
        own = driver.session.get_component("data_loader")
        if run.loader is None:
            run.loader = own
        else:
            driver.session.register_component("data_loader", run.loader)
        status = awscli.clidriver.AWSCLIEntryPoint(driver).main(args)
    except SystemExit as end:
        status = end.code
    finally:
        sys.stdout, sys.stderr = stdout, stderr
    read = lambda file: file.buffer.getvalue().decode("utf-8", "replace")
    return {"stdout": read(out), "stderr": read(err), "status": status}


run.loader = None

for line in sys.stdin:
    command = json.loads(line)
    print(json.dumps(run(command["args"], command.get("env", {}))), flush=True)
