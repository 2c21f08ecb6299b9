#!/usr/bin/env bash
# Chromium 156 and Firefox 153.8: a page imports a part of itself when it is needed, the server fails
# once (503), and the page tries again.
#
# What most people believe: `import()` of what could not be fetched is a promise that is rejected,
#   and the next `import()` of the same address fetches anew. Many pages have a helper for that, which
#   tries three times.
# What happens: so it is in Chromium. Firefox asks the server once, and each later try is rejected
#   with the same words, for as long as the page is there. With another query it is another module,
#   and comes.
# Seen in November 2026: after the server had recovered, the second try succeeded in Chromium and
#   failed in Firefox, whose server had seen one request; "?again" succeeded in both.
#
# Takes geckodriver, and if it is there chromedriver, from the PATH, with their browsers.
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
from selenium.webdriver.support.wait import WebDriverWait

# The page does it by itself: geckodriver's scripts have modules of their own.
PAGE = b"""<!doctype html><title>finding</title><script>
    const attempt = (address) => import(address).then(() => "came", () => "failed");
    (async () => {
      const seen = [];
      for (const address of ["/part.js", "/part.js", "/part.js", "/part.js?again"]) {
        seen.push(await attempt(address));
      }
      document.documentElement.dataset.seen = seen.join(", ");
    })();
</script>"""
asked = []


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        part = self.path.startswith("/part.js")
        if part:
            asked.append(self.path)
        self.send_response(503 if part and len(asked) == 1 else 200)
        self.send_header("Content-Type", "text/javascript" if part else "text/html")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(b"export {};" if part else PAGE)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
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
    asked.clear()
    browser.get(origin)
    read = lambda browser: browser.execute_script("return document.documentElement.dataset.seen")
    seen[name] = WebDriverWait(browser, 60).until(read)
    print(f"{name} {version}: {seen[name]}; asked for {', '.join(asked)}")
if "firefox" not in seen:
    sys.exit("This takes geckodriver, on the PATH.")
if seen["firefox"] != "failed, failed, failed, came":
    sys.exit("This has changed: in November 2026 Firefox did not fetch a module again.")
print("As in November 2026: tried again, and never asked for.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
