#!/usr/bin/env bash
# p-queue 9.3.5 (npm): twelve jobs, at most two at a time, and each has a time limit.
#
# What most people believe: `concurrency: 2` is kept whatever happens. With `timeout` a job that takes too
#   long is given up, and then the next one gets its place.
# What happens: the place is given away, the job goes on. A promise cannot be stopped from outside, so the
#   limit only says that nobody waits for it any longer, and the queue does not count what nobody waits
#   for. The slower the server, the more requests it gets at once: what the queue was there to prevent.
#   (The signal that each job is handed is not aborted by the limit either.)
# Seen in November 2026, in Node.js 20.20.2: without the limit 2 at once; with a limit of 50 ms for jobs
#   of 600 ms all 12 at once, and the queue says that none is running.
#
# Takes node on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact p-queue@9.3.5

cat > finding.mjs <<'JS'
import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";

/** Has twelve jobs done by a queue; says how many ran at once, and what became of them. */
async function look(label, options) {
  const queue = new PQueue({ concurrency: 2, ...options });
  let running = 0;
  let most = 0;
  let aborted = 0;
  const job = async ({ signal } = {}) => {
    most = Math.max(most, ++running);
    signal?.addEventListener("abort", () => aborted++);
    await sleep(600);
    running--;
  };
  const ends = await Promise.allSettled(Array.from({ length: 12 }, () =>
    queue.add(job, { signal: new AbortController().signal })));
  const late = ends.filter(({ reason }) => reason?.name === "TimeoutError").length;
  console.log(`${label}: ${most} at once, ${late} were given up, ${aborted} were told so; ` +
    `at the end ${running} run, of which the queue knows ${queue.pending}`);
  return most;
}

console.log(`Node.js ${process.version}`);
const without = await look("no limit", {});
const limited = await look("limit of 50 ms", { timeout: 50 });
if (without !== 2 || limited <= 2) {
  console.error("This has changed: the limit on how many run at once holds.");
  process.exit(1);
}
console.log("As in November 2026: a time limit lets more run at once than the queue allows.");
JS

node finding.mjs
