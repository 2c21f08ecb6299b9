#!/usr/bin/env bash
# Chromium 156 and Firefox 153: a page asks four times at once for something that the server takes 400 ms for.
#
# What most people believe: `Promise.all` over four fetches takes as long as the longest, as every introduction shows
#   with an address that answers after a second, four times the same. Six connections to a host are allowed.
# What happens: the same address four times takes 1.6 s. The second request has to wait, because what the first
#   brings could be fit for the cache, and then it need not be sent; the headers that forbid it come with the
#   answer only. So they go one after the other, each time that they turn out not to be fit. With addresses
#   that differ, if only by `?1` and `?2`, or with `cache: "no-store"` in each fetch, all four are on
#   their way at once. Whoever shows that waiting together is quicker sees that it is not.
# Seen in December 2026, how many the server has in hand at most: four addresses 4; one address 1 in both browsers,
#   also where the answer says "no-cache"; where it says "no-store", 1 in Chromium and 3 in Firefox; with
#   `cache: "no-store"` in the request 4.
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
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.firefox.service import Service as FirefoxService

lock = threading.Lock()
in_hand = most = 0


def count(by):
    global in_hand, most
    with lock:
        in_hand += by
        most = max(most, in_hand)


class Slow(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.partition("?")[0]
        body = b"<!doctype html><title>finding</title>"
        if path.startswith(("/plain", "/no-")):  # and not the page or its icon
            count(1)
            time.sleep(0.4)
            count(-1)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        if path in ("/no-store", "/no-cache"):
            self.send_header("Cache-Control", path[1:])
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
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


ASK = """
    const [addresses, options, done] = arguments;
    const began = performance.now();
    const all = addresses.map((address) => fetch(address, options).then((answer) => answer.text()));
    Promise.all(all).then(() => done(Math.round(performance.now() - began)));
"""
CASES = [
    ("four addresses", [f"/plain?{n}" for n in range(4)], {}, {"chrome": 4, "firefox": 4}),
    ("one address", ["/plain?a"] * 4, {}, {"chrome": 1, "firefox": 1}),
    ("one, its answer says no-cache", ["/no-cache"] * 4, {}, {"chrome": 1, "firefox": 1}),
    ("one, its answer says no-store", ["/no-store"] * 4, {}, {"chrome": 1, "firefox": 3}),
    ("one, the request says no-store", ["/plain?b"] * 4, {"cache": "no-store"}, {"chrome": 4, "firefox": 4}),
]

seen, changed = 0, []
for browser in browsers():
    name = browser.capabilities["browserName"]
    print(name, browser.capabilities["browserVersion"])
    browser.get(f"{origin}/page")
    for what, addresses, options, expected in CASES:
        most = 0
        took = browser.execute_async_script(ASK, addresses, options)
        print(f"  {what}: {most} at once, {took} ms")
        if most != expected[name]:
            changed.append(f"{what}, in {name}")
    seen += 1
if not seen:
    sys.exit("This takes chromedriver or geckodriver, on the PATH.")
if changed:
    sys.exit(f"This has changed since December 2026: {'; '.join(changed)}.")
print("As in December 2026: one address is asked for once at a time.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
