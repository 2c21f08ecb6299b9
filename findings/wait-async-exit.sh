#!/usr/bin/env bash
# Node.js 26.10.0 (npm package `node`): a program waits with `Atomics.waitAsync`, for 100 ms at most.
#
# What most people believe: it is a promise with a time limit. After 100 ms at the latest it says
#   "timed-out", as a timer would be called, and until then the program is not over.
# What happens: nothing of node's loop knows of this wait, so nothing holds the program. It ends at once,
#   without a word and with success, and what stands behind the wait never runs. A worker whose message
#   would end the wait may hold the program, a time limit does not. With `await` at the top of a module
#   the exit code is 13, which is all that one gets to see.
# Seen in November 2026: nothing was called, exit code 0; with `await` 13; with a timer beside it
#   "timed-out". The same with Node.js 24.11.1 and 20.20.2.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact node@26.10.0

cat > then.mjs <<'JS'
const cell = new Int32Array(new SharedArrayBuffer(4));
Atomics.waitAsync(cell, 0, 0, 100).value.then((how) => console.log(how));
JS
cat > await.mjs <<'JS'
const cell = new Int32Array(new SharedArrayBuffer(4));
console.log(await Atomics.waitAsync(cell, 0, 0, 100).value);
JS
cat > timer.mjs <<'JS'
const cell = new Int32Array(new SharedArrayBuffer(4));
Atomics.waitAsync(cell, 0, 0, 100).value.then((how) => console.log(how));
setTimeout(() => {}, 1000);
JS

node_modules/.bin/node --version
seen=""
for name in then await timer; do
  code=0
  said=$(node_modules/.bin/node "$name.mjs" 2> "$name.err") || code=$?
  echo "$name: said '$said', exit code $code"
  seen+="$said/$code "
done
if [ "$seen" != "/0 /13 timed-out/0 " ]; then
  echo "This has changed: a wait with a time limit is waited for." >&2
  exit 1
fi
echo "As in November 2026: the program ends before its wait does."
