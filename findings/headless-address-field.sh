#!/usr/bin/env bash
# Chromium 156, headless, driven with chrome-remote-interface 0.33.3 (npm): what it costs to open an
# empty window in a browser context of its own, as drivers of tests do for each test.
#
# What most people believe: without a head there is no window around the page, so about:blank costs
#   next to nothing.
# What happens: `--headless` is the whole browser nowadays, and its window has a field for addresses,
#   whose list is since lately made of two pages of the browser's own. Each new window loads both, in a
#   process for itself, though nobody sees them and a list of pages does not name them. They take more
#   of the processor than all else that the window needs.
# Seen in November 2026: 2 pages of type `browser_ui`, and 0.74 s of processor time for a window; without
#   the two features 0 pages and 0.34 s.
#
# Takes Chromium (or Chrome) and node on the PATH, under Linux; their versions are printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact chrome-remote-interface@0.33.3

cat > finding.js <<'JS'
const { spawn } = require("node:child_process");
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const CDP = require("chrome-remote-interface");

const [chromium, folder] = process.argv.slice(2);
const rest = (ms) => new Promise((go) => setTimeout(go, ms));

/** The processor time of a process and of all that it has started, s: the ticks of Linux are 10 ms. */
function taken(root) {
  const all = new Map();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(join("/proc", name, "stat"), "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ").map(Number);
      all.set(Number(name), { parent: fields[1], ticks: fields[11] + fields[12] });
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (pid) => pid === root || (all.has(pid) && isOurs(all.get(pid).parent));
  let ticks = 0;
  for (const [pid, one] of all) if (isOurs(pid)) ticks += one.ticks;
  return ticks / 100;
}

/** Opens empty windows, and says what each takes and how many pages of the browser's own it has. */
async function look(label, flags) {
  const profile = join(folder, label);
  const browser = spawn(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--remote-debugging-port=0", `--user-data-dir=${profile}`, ...flags, "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"] });
  const target = await new Promise((found) => {
    let said = "";
    browser.stderr.on("data", (more) => {
      said += more;
      const match = said.match(/ws:\/\/\S+/);
      if (match) found(match[0]);
    });
  });
  const client = await CDP({ target, local: true });
  await rest(3000);
  const rounds = [];
  let pages = 0;
  for (let round = 0; round < 3; round++) {
    const before = taken(browser.pid);
    const { browserContextId } = await client.Target.createBrowserContext();
    await client.Target.createTarget({ url: "about:blank", browserContextId });
    await rest(2500);
    rounds.push(taken(browser.pid) - before);
    const all = await client.Target.getTargets({ filter: [{}] });
    pages = all.targetInfos.filter((one) =>
      one.type === "browser_ui" && one.browserContextId === browserContextId).length;
    await client.Target.disposeBrowserContext({ browserContextId });
    await rest(500);
  }
  const { product } = await client.Browser.getVersion();
  await client.Browser.close();
  const seconds = rounds.sort((one, other) => one - other)[1];
  console.log(`${product}, ${label}: ${pages} pages of its own, ${seconds.toFixed(2)} s of processor time`);
  return { pages, seconds };
}

(async () => {
  const usual = await look("as-it-is", []);
  const without = await look("without", ["--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"]);
  const times = usual.seconds / without.seconds;
  console.log(`An empty window takes ${times.toFixed(1)} times as much with the pages that nobody sees.`);
  if (usual.pages !== 2 || without.pages !== 0 || times < 1.5) {
    console.error("This has changed.");
    process.exit(1);
  }
  console.log("As in November 2026: more than half of what an empty window takes is for lists that nobody opens.");
})();
JS

"$chromium" --version
echo "node $(node --version)"
node finding.js "$chromium" "$dir"
