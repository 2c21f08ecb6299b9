#!/usr/bin/env bash
# Chromium 156 and Firefox 153.8: a worker sends two messages and is terminated then, before the
# page has received either.
#
# What most people believe: what has been sent arrives. `terminate()` ends the worker, and messages
#   that it has sent before are already on their way.
# What happens: the message by the worker's own `postMessage` is thrown away. The one by a
#   MessagePort that the page had handed over arrives, though it was sent after it.
# Seen in November 2026: "by the port" alone, in both browsers.
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
        onmessage = ({ data }) => {
          if (data === "are you there?") return postMessage("ready");
          const [sent, port] = data;
          postMessage("by postMessage");
          port.postMessage("by the port");
          Atomics.store(sent, 0, 1);
        };
    """,
}
TERMINATE = """
    const done = arguments[0];
    const sent = new Int32Array(new SharedArrayBuffer(4));
    const { port1, port2 } = new MessageChannel();
    const came = [];
    const worker = new Worker("/worker.js");
    port1.onmessage = ({ data }) => came.push(data);
    worker.onmessage = ({ data }) => {
      if (data !== "ready") return came.push(data);
      worker.postMessage([sent, port2], [port2]);
      const began = performance.now();
      while (Atomics.load(sent, 0) === 0) {
        if (performance.now() - began > 10000) return done(null);
      }
      // It has sent both, and the page has seen neither.
      worker.terminate();
      setTimeout(() => done(came), 1000);
    };
    worker.postMessage("are you there?");
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


seen = {}
for browser in browsers():
    name, version = browser.capabilities["browserName"], browser.capabilities["browserVersion"]
    browser.set_script_timeout(30)
    browser.get(origin)
    seen[name] = browser.execute_async_script(TERMINATE)
    if seen[name] is None:
        sys.exit(f"The worker sent nothing in ten seconds; {name} seems to be very busy.")
    print(f"{name} {version}: of 2 messages came {', '.join(seen[name]) or 'none'}")
if not seen:
    sys.exit("This takes chromedriver or geckodriver, on the PATH.")
if any(came != ["by the port"] for came in seen.values()):
    sys.exit("This has changed: in November 2026 only the message by the port came.")
print("As in November 2026: sent, and never received.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
