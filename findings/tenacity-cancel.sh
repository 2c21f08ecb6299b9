#!/usr/bin/env bash
# tenacity 9.2.1 and asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): a task
# that tries again is given a time limit, and it is cancelled.
#
# What most people believe: `retry_if_not_exception_type(ValueError)` tries again after every error
#   but that. To be cancelled is no error: CancelledError is a BaseException for just that reason,
#   and tenacity lets it pass, as its default policy does.
# What happens: it counts as one more failed attempt. The function starts anew, the limit has fired
#   and does not fire again, and `cancel()` is forgotten: the task ends well, with a result.
# Seen in November 2026: by default 1 attempt, TimeoutError, cancelled; with the policy 2 attempts,
#   no TimeoutError, not cancelled.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'tenacity==9.2.1'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys

import tenacity


def fetches(policy):
    """A function that tries again by this policy, and the list of its attempts."""
    attempts = []

    @tenacity.retry(retry=policy)
    async def fetch():
        attempts.append(len(attempts))
        if len(attempts) == 1:
            await asyncio.Event().wait()  # the first attempt never comes to an end by itself

    return fetch, attempts


async def limited(policy):
    fetch, attempts = fetches(policy)
    try:
        async with asyncio.timeout(0.01):
            await fetch()
        return f"attempts: {len(attempts)}, no TimeoutError"
    except TimeoutError:
        return f"attempts: {len(attempts)}, TimeoutError"


async def cancelled(policy):
    fetch, attempts = fetches(policy)
    task = asyncio.create_task(fetch())
    await asyncio.sleep(0)  # now it waits
    task.cancel()
    await asyncio.wait([task])
    return f"attempts: {len(attempts)}, {'' if task.cancelled() else 'not '}cancelled"


if sys.version_info < (3, 11):
    sys.exit("This takes Python 3.11 or later, for asyncio.timeout.")
policies = {
    "retry_if_exception_type(), the default": tenacity.retry_if_exception_type(),
    "retry_if_not_exception_type(ValueError)": tenacity.retry_if_not_exception_type(ValueError),
}
seen = []
print("tenacity 9.2.1, CPython", sys.version.split()[0])
for name, policy in policies.items():
    ends = asyncio.run(limited(policy)), asyncio.run(cancelled(policy))
    print(name, *ends, sep="\n    ")
    seen.append(ends)
if seen[1] != ("attempts: 2, no TimeoutError", "attempts: 2, not cancelled"):
    sys.exit("This has changed: in November 2026 it tried again after it had been cancelled.")
print("As in November 2026: cancelled, and tried again.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
