#!/usr/bin/env bash
# Chromium 156 and Firefox 153.8: a worker that computes is terminated.
#
# What most people believe: `terminate()` stops a worker at once, wherever it is. That is what its
#   documentation says.
# What happens: in Chromium a worker that is busy computes on for two more seconds, and what it
#   writes to shared memory is seen, as is every lock that it holds. Firefox stops it within
#   milliseconds.
# Seen in November 2026: the last count came 2,005 ms after `terminate()` in Chromium, and 0 to
#   16 ms in Firefox.
#
# Takes chromedriver, with a Chromium, and if it is there geckodriver, from the PATH.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'selenium==4.51.0'

cat > "$dir/finding.py" <<'PYTHON'
import http.server
import os
import shutil
import sys
import threading

from selenium import webdriver
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.firefox.service import Service as FirefoxService

FILES = {
    "/": "<!doctype html><title>finding</title>",
    "/worker.js": """
        onmessage = ({ data: count }) => {
          for (;;) Atomics.add(count, 0, 1);
        };
    """,
}
TERMINATE = """
    const done = arguments[0];
    const count = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker("/worker.js");
    worker.postMessage(count);
    const started = setInterval(() => {
      if (Atomics.load(count, 0) === 0) return;
      clearInterval(started);
      worker.terminate();
      const terminated = performance.now();
      let seen = Atomics.load(count, 0);
      let last = 0;
      const look = setInterval(() => {
        const now = Atomics.load(count, 0);
        const passed = performance.now() - terminated;
        if (now !== seen) last = passed;
        seen = now;
        if (passed < 4000) return;
        clearInterval(look);
        done(last);
      }, 5);
    }, 5);
"""


class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = FILES.get(self.path.partition("?")[0], "")
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if ".js" in self.path else "text/html")
        # Without these two there is no memory to share.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
threading.Thread(target=server.serve_forever, daemon=True).start()
origin = "http://127.0.0.1:%d" % server.server_port


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


lasts = {}
for browser in browsers():
    name, version = browser.capabilities["browserName"], browser.capabilities["browserVersion"]
    browser.set_script_timeout(30)
    browser.get(origin)
    lasts[name] = browser.execute_async_script(TERMINATE)
    print(f"{name} {version}: the last count came {lasts[name]:.0f} ms after terminate()")
chromium = [last for name, last in lasts.items() if name != "firefox"]
if not chromium:
    sys.exit("This takes chromedriver, on the PATH.")
if chromium[0] < 1000:
    sys.exit("This has changed: in November 2026 the worker went on for two seconds in Chromium.")
print("As in November 2026: terminated, and at work.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
