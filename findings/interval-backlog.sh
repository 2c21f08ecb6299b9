#!/usr/bin/env bash
# Node.js 26.10.0, Bun 1.4.5 and Deno 2.9.6 (npm packages `node`, `bun` and `deno`): `for await` over
# `setInterval` of node:timers/promises, every 50 ms, with one round that takes 330 ms.
#
# What most people believe: each round begins with the next tick of the timer. Who is late has missed some, as
#   with `setInterval` itself, which skips what a busy program lets pass; so rounds are 50 ms apart at least.
# What happens: nothing is skipped. The timer goes on while the round waits, and the iterator counts the ticks
#   that nobody has asked for. The rounds that were missed all come then, at one instant and without a turn of
#   the loop between them, and with them whatever they send or ask for. If the round is busy instead of
#   waiting, they are skipped, because then the timer stands still as well. A body that is a little too
#   slow each time has an ever longer count, and nothing says so.
# Seen in December 2026: after a round that waits six more begin within 2 ms, in all three; after a round that
#   is busy, one.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact node@26.10.0 bun@1.4.5 deno@2.9.6

cat > finding.mjs <<'JS'
import { setInterval as every, setTimeout as sleep } from "node:timers/promises";

const EVERY = 50;
const LONG = 330;

/** How many rounds begin at once when a first round was long, and the times of all. */
async function rounds(first) {
  const began = performance.now();
  const at = [];
  for await (const _ of every(EVERY)) {
    at.push(performance.now() - began);
    if (at.length === 1) await first();
    if (at.length === 10) break;
  }
  // A round that waited for its tick begins half a period after the one before, at least.
  const next = at.findIndex((time, index) => index > 1 && time - at[index - 1] > EVERY / 4);
  return { atOnce: next - 1, at: at.map(Math.round) };
}

function busy() {
  const until = performance.now() + LONG;
  while (performance.now() < until);
}

const waiting = await rounds(() => sleep(LONG));
const working = await rounds(busy);
console.log(`a round waits for ${LONG} ms: ${waiting.atOnce} at once`, waiting.at.join(" "));
console.log(`a round is busy for ${LONG} ms: ${working.atOnce} at once`, working.at.join(" "));
if (waiting.atOnce < 4 || working.atOnce > 2) {
  console.error("This has changed: in December 2026 ticks were kept for a round that waits.");
  process.exit(1);
}
JS

for runtime in node bun "deno run --allow-all"; do
  # shellcheck disable=SC2086 # "deno run" is two words
  echo "$runtime $(npx --no-install ${runtime%% *} --version | head -n 1)"
  # shellcheck disable=SC2086
  npx --no-install $runtime finding.mjs
done
echo "As in December 2026: what was missed comes all at once."
