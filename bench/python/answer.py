"""Answers requests for work, a line of JSON each, until its standard input ends."""

import asyncio
import json
import platform
import sys

from works import measure

print(json.dumps({"version": platform.python_version()}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = asyncio.run(measure(request["work"], request["arguments"]))
    except Exception as error:  # Whatever it is, it is the answer.
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
