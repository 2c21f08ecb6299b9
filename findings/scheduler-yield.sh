#!/usr/bin/env bash
# Chromium 156 and Firefox 153.8: a loop that awaits `scheduler.yield()` in each round.
#
# What most people believe: that is how a long task gives way to everything else. After each
#   `yield` the timers, messages and tasks that have been waiting have had their turn.
# What happens: none of them has, not in thousands of rounds. What continues after `yield` comes
#   before other tasks of the same priority, each time, so a loop that yields for ever keeps them
#   waiting for ever. `await` of a message posted to oneself does let them in.
# Seen in November 2026: timer, message and `postTask`, all due at once, came after the last round
#   of 500 ms (29,236 rounds in Chromium, 14,104 in Firefox); with messages, before it.
#
# Takes chromedriver, geckodriver or both from the PATH, with their browsers.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'selenium==4.51.0'

cat > "$dir/finding.py" <<'PYTHON'
import os
import shutil
import sys

from selenium import webdriver
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.firefox.service import Service as FirefoxService

LOOP = """
    const [kind, done] = arguments;
    const { port1, port2 } = new MessageChannel();
    let came = () => {};
    port1.onmessage = () => came();
    const giveWay = {
      "scheduler.yield": () => scheduler.yield(),
      "a message": () => new Promise((resolve) => {
        came = resolve;
        port2.postMessage(0);
      }),
    }[kind];
    const order = [];
    setTimeout(() => order.push("timer"));
    scheduler.postTask(() => order.push("postTask"));
    const other = new MessageChannel();
    other.port1.onmessage = () => order.push("message");
    other.port2.postMessage(0);
    (async () => {
      const began = performance.now();
      let rounds = 0;
      for (; performance.now() - began < 500; rounds++) await giveWay();
      order.push("the last round");
      setTimeout(() => done([rounds, order]), 200);
    })();
"""


def browsers():
    """Each browser whose driver is on the PATH."""
    if driver := shutil.which("chromedriver"):
        options = webdriver.ChromeOptions()
        options.add_argument("--headless")
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")  # as root it does not start otherwise
        with webdriver.Chrome(options=options, service=ChromeService(driver)) as browser:
            yield browser
    if driver := shutil.which("geckodriver"):
        options = webdriver.FirefoxOptions()
        options.add_argument("-headless")
        with webdriver.Firefox(options=options, service=FirefoxService(driver)) as browser:
            yield browser


seen = {}
for browser in browsers():
    name, version = browser.capabilities["browserName"], browser.capabilities["browserVersion"]
    browser.set_script_timeout(30)
    browser.get("data:text/html,<!doctype html><title>finding</title>")
    print(name, version)
    for kind in "scheduler.yield", "a message":
        rounds, order = browser.execute_async_script(LOOP, kind)
        seen[name, kind] = order
        print(f"  {rounds} rounds with {kind}: {', '.join(order)}")
if not seen:
    sys.exit("This takes chromedriver or geckodriver, on the PATH.")
if any((order[0] == "the last round") != (kind == "scheduler.yield") for (_, kind), order in seen.items()):
    sys.exit("This has changed: in November 2026 nothing else came before the last scheduler.yield.")
print("As in November 2026: it gives way, and nobody goes through.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
