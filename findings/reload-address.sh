#!/usr/bin/env bash
# Chromium 156 and Firefox 153.8: a page that writes its address once more while it is left.
#
# What most people believe: `pagehide` is the last moment to save something, and what
#   `history.replaceState` writes to the address then is what a reload asks for, as it would be a
#   moment earlier.
# What happens: the page sees the new address as its own, and the reload asks the server for the old
#   one, because it was chosen before. The new one is gone. What goes to `sessionStorage` in the
#   same event is kept.
# Seen in November 2026: "/page?early" was asked for and shown, in both browsers, while
#   `location.href` in `pagehide` was "/page?late".
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
    "/page": """<!doctype html><title>finding</title><script>
        addEventListener("pagehide", () => {
          history.replaceState(null, "", "/page?late");
          sessionStorage.setItem("address", location.pathname + location.search);
        });
    </script>""",
}
asked = []


class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        text = FILES.get(self.path.partition("?")[0], "")
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if ".js" in self.path else "text/html")
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
    browser.get(f"{origin}/page?early")
    asked.clear()
    browser.refresh()
    left = browser.execute_script("return sessionStorage.getItem('address')")
    shown = browser.execute_script("return location.pathname + location.search")
    pages = [path for path in asked if path.startswith("/page")]
    seen[name] = (left, pages, shown)
    print(f"{name} {version}: left as {left}; the reload asked for {', '.join(pages)}, shows {shown}")
if not seen:
    sys.exit("This takes chromedriver or geckodriver, on the PATH.")
if any(each != ("/page?late", ["/page?early"], "/page?early") for each in seen.values()):
    sys.exit("This has changed: in November 2026 the reload asked for the address before pagehide.")
print("As in November 2026: the address on leaving is not the one that comes back.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
