#!/usr/bin/env bash
# Node.js 26.10.0 (npm package `node`), `mock.timers` of its own `node:test`, beside @sinonjs/fake-timers
# 15.5.0: a virtual clock is moved on by 100 ms, while three timers and an interval wait.
#
# What most people believe: `tick(100)` is 100 ms of real time without the waiting. Each callback finds its
#   own time on the clock, and a timer that is set by another one meanwhile has its place among the rest.
# What happens: the clock is at 100 at once, and whatever was due is called then. All callbacks read 100,
#   the interval's three too, and what the timer for 10 ms sets for 30 ms more is due at 130: after the one
#   for 60 ms and not before, and not in this `tick` at all. So a test passes with an order that no real
#   clock gives. fake-timers goes from timer to timer.
# Seen in November 2026: with node "10, then 30" last, at the second `tick`, all others at 100; with
#   fake-timers it is called at 40, before 50 and 60. The same with Node.js 24.11.1 and 20.20.2.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact node@26.10.0 @sinonjs/fake-timers@15.5.0

cat > finding.mjs <<'JS'
import { mock } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";

/** What is called, and what the clock says then, while it is moved on twice by 100 ms. */
function play(tick) {
  const called = [];
  const say = (name) => called.push(`${name} at ${Date.now()}`);
  setTimeout(() => setTimeout(say, 30, "10, then 30"), 10);
  setTimeout(say, 60, "60");
  setTimeout(say, 50, "50");
  const interval = setInterval(say, 30, "each 30");
  tick(100);
  clearInterval(interval);
  called.push("|");
  tick(100);
  return called.join("; ");
}

console.log(`Node.js ${process.version}`);
mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 0 });
const node = play((ms) => mock.timers.tick(ms));
mock.timers.reset();
const clock = FakeTimers.install({ now: 0 });
const sinon = play((ms) => clock.tick(ms));
clock.uninstall();
console.log(`node:        ${node}`);
console.log(`fake-timers: ${sinon}`);

const isInTime = (called) => /10, then 30 at 40;.* 50 at 50;.* 60 at 60;/.test(called);
if (isInTime(node) || !isInTime(sinon)) {
  console.error("This has changed: node's mock clock goes from timer to timer, or fake-timers no longer does.");
  process.exit(1);
}
console.log("As in November 2026: the clock jumps, and then whatever was due is called.");
JS

node_modules/.bin/node --no-warnings finding.mjs
