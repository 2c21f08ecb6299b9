#!/usr/bin/env bash
# Chromium 156 and Firefox 153: a frame that the policy of its page refuses.
#
# What most people believe: a frame has no `error` event, as images have; `load` comes in any case, and says
#   when to look whether the frame is there.
# What happens: Firefox tells of an `error` at the frame and of no `load`, so that whoever waits for `load`
#   waits for ever. Chromium tells of a `load`, for the page of its own that it shows instead, and of no
#   error. Alike in both is only the `securitypolicyviolation` of the document, which names the address.
# Seen in November 2026: what is said above, in both browsers.
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
    "/page": """<!doctype html><title>finding</title>
        <meta http-equiv=Content-Security-Policy content="frame-src 'none'">""",
    "/frame": "<!doctype html><title>frame</title>",
}

class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = FILES.get(self.path.partition("?")[0], "")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
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


LOOK = """
    const done = arguments[arguments.length - 1];
    const seen = [];
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
      seen.push(blockedURI.startsWith(location.origin) ? "securitypolicyviolation" : blockedURI);
    });
    const frame = document.createElement("iframe");
    for (const type of ["load", "error"]) frame.addEventListener(type, () => seen.push(type));
    frame.src = "/frame";
    document.documentElement.append(frame);
    setTimeout(() => done(seen.sort()), 5000);
"""
EXPECTED = {
    "chrome": ["load", "securitypolicyviolation"],
    "firefox": ["error", "securitypolicyviolation"],
}

seen = {}
for browser in browsers():
    name, version = browser.capabilities["browserName"], browser.capabilities["browserVersion"]
    browser.get(f"{origin}/page")
    seen[name] = browser.execute_async_script(LOOK)
    print(f"{name} {version}: {', '.join(seen[name])}")
if not seen:
    sys.exit("This takes chromedriver or geckodriver, on the PATH.")
for name, events in seen.items():
    if events != EXPECTED[name]:
        sys.exit(f"This has changed in {name}: {events} instead of {EXPECTED[name]}")
print("As in November 2026: what a refused frame tells of differs between the browsers.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
