#!/usr/bin/env bash
# chromedriver 156 (and Chromium 156), driven with selenium-webdriver 4.49.0 (npm): how many commands of
# DevTools one command of WebDriver becomes.
#
# What most people believe: a click is a click: the driver hands it to the browser, as it does with a
#   script, and what a test costs is what its page does.
# What happens: before it clicks, chromedriver asks the page whether the element is shown, where it is,
#   whether something lies above it, and so on, each time with a script of its own, of up to 40 KB, that
#   is sent and compiled anew, and makes sure twice that the frame is still there. A click becomes eight
#   times as many commands as a script on the same element; a mouse that is moved there and pressed (the
#   actions of WebDriver) is nearly as cheap as the script.
# Seen in November 2026: 7 commands for the script, 60 for the click, 11 of them scripts again, and 8 for
#   the mouse.
#
# Takes chromedriver, Chromium (or Chrome) and node on the PATH; their versions are printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
driver=$(command -v chromedriver)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact selenium-webdriver@4.49.0

cat > finding.js <<'JS'
const { readFileSync } = require("node:fs");
const { Builder, By, Origin } = require("selenium-webdriver");
const chrome = require("selenium-webdriver/chrome");

const [chromium, driver, log] = process.argv.slice(2);
const options = new chrome.Options();
options.setChromeBinaryPath(chromium);
options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
const service = new chrome.ServiceBuilder(driver).loggingTo(log).enableVerboseLogging();

/** How often the driver has sent each command of DevTools so far. */
function sent() {
  const counts = new Map();
  for (const [, name] of readFileSync(log, "utf8").matchAll(/DevTools WebSocket Command: ([\w.]+)/g)) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Does something and says how many commands of DevTools that took. */
async function look(label, act) {
  await act();
  const before = sent();
  await act();
  const more = [...sent()].map(([name, count]) => [name, count - (before.get(name) ?? 0)])
    .filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one);
  const all = more.reduce((sum, [, count]) => sum + count, 0);
  console.log(`${label}: ${all} (${more.map(([name, count]) => `${count} ${name}`).join(", ")})`);
  return all;
}

(async () => {
  const page = await new Builder().forBrowser("chrome").setChromeOptions(options)
    .setChromeService(service).build();
  try {
    const html = "<!doctype html><title>t</title><button>Press</button>"
      + "<script>let pressed = 0; document.querySelector('button').onclick = () => pressed++</script>";
    await page.get("data:text/html," + encodeURIComponent(html));
    const button = await page.findElement(By.css("button"));
    const script = await look("a script on the button", () => page.executeScript("return 1", button));
    const click = await look("a click on the button", () => button.click());
    const actions = await look("the mouse moved to it and pressed", () =>
      page.actions({ async: true }).move({ origin: Origin.VIEWPORT, x: 20, y: 15 }).click().perform());
    const pressed = await page.executeScript("return pressed");
    console.log(`The button was pressed ${pressed} times.`);
    if (pressed !== 4 || click < 6 * script || click < 4 * actions) {
      console.error("This has changed.");
      process.exitCode = 1;
    } else {
      console.log("As in November 2026: to press a button takes a fraction of what a click takes.");
    }
  } finally {
    await page.quit();
  }
})();
JS

"$driver" --version
"$chromium" --version
echo "node $(node --version)"
node finding.js "$chromium" "$driver" "$dir/driver.log"
