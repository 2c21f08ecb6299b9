#!/usr/bin/env bash
# Node.js 24.11.1 (npm package `node`): three timers, and a program that is busy past all of them.
#
# What most people believe: timers that are overdue are called in the order of their deadlines, as
#   in browsers.
# What happens: the one for 60 ms is called before the one for 50 ms. Node keeps one list for each
#   *length* of timer, picks the list whose first timer is due first, and calls everything there
#   that is due before it looks at the next list.
# Seen in November 2026: "40 ms, 60 ms, 50 ms", and the same with Node.js 20.20.2.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact node@24.11.1

cat > finding.js <<'JS'
const began = performance.now();
const busy = (until) => {
  while (performance.now() - began < until);
};
const called = [];
const due = (name, length) =>
  setTimeout(() => {
    called.push(name);
    if (called.length === 3) report();
  }, length);

due("40 ms", 40);
busy(20);
due("60 ms", 40); // from here on
due("50 ms", 30);
busy(150);

function report() {
  const orderOfDeadlines = "40 ms, 50 ms, 60 ms";
  console.log(`Node.js ${process.version}`);
  console.log(`due:    ${orderOfDeadlines}`);
  console.log(`called: ${called.join(", ")}`);
  if (called.join(", ") === orderOfDeadlines) {
    console.error("This has changed: overdue timers are now called in the order of their deadlines.");
    process.exit(1);
  }
  console.log("As in November 2026: a later deadline first.");
}
JS

node_modules/.bin/node finding.js
