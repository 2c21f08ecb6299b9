#!/usr/bin/env bash
# p-queue 9.3.5, fastq 1.20.3, async 3.2.6, bottleneck 2.19.5, dataloader 2.2.3, beside p-limit 7.3.3,
# async-mutex 0.5.0 and p-throttle 8.1.1 (npm): four requests, each in a context of its own
# (AsyncLocalStorage), put one job each into a queue that does one at a time.
#
# What most people believe: AsyncLocalStorage follows a job wherever it goes. Whoever logs or traces in it
#   writes down the request that asked for it.
# What happens: it follows whoever *calls* the job. That is the queue, which goes on to the next job when one
#   has ended, and so in the context of that one: all four jobs say that they belong to the first request,
#   in five of eight libraries. Only those which keep a promise, or bind the job when it comes, say it right.
#   With the queue empty each job is called at once, in its own context: it is wrong only under load.
#   (Python's tasks copy their context when they are made, so a queue of tasks has nothing to mix up.)
# Seen in November 2026, in Node.js 20.20.2: jobs 1 2 3 4 in the contexts 1 1 1 1 with p-queue, fastq,
#   async.queue, bottleneck, and with dataloader, which has them in one batch; 1 2 3 4 with p-limit,
#   async-mutex and p-throttle.
#
# Takes node on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact p-queue@9.3.5 fastq@1.20.3 async@3.2.6 \
  bottleneck@2.19.5 dataloader@2.2.3 p-limit@7.3.3 async-mutex@0.5.0 p-throttle@8.1.1

cat > finding.mjs <<'JS'
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import async from "async";
import { Mutex } from "async-mutex";
import Bottleneck from "bottleneck";
import DataLoader from "dataloader";
import fastq from "fastq";
import pLimit from "p-limit";
import PQueue from "p-queue";
import pThrottle from "p-throttle";

const requests = new AsyncLocalStorage();

/** For each library a function that takes the job and returns one that queues it with a number. */
const libraries = {
  "p-queue": (job) => {
    const queue = new PQueue({ concurrency: 1 });
    return (number) => queue.add(() => job(number));
  },
  fastq: (job) => {
    const queue = fastq.promise(job, 1);
    return (number) => queue.push(number);
  },
  async: (job) => {
    const queue = async.queue(job, 1);
    return (number) => queue.pushAsync(number);
  },
  bottleneck: (job) => {
    const queue = new Bottleneck({ maxConcurrent: 1 });
    return (number) => queue.schedule(() => job(number));
  },
  dataloader: (job) => {
    const loader = new DataLoader((numbers) => Promise.all(numbers.map(job)));
    return (number) => loader.load(number);
  },
  "p-limit": (job) => {
    const limit = pLimit(1);
    return (number) => limit(job, number);
  },
  "async-mutex": (job) => {
    const mutex = new Mutex();
    return (number) => mutex.runExclusive(() => job(number));
  },
  "p-throttle": (job) => pThrottle({ limit: 1, interval: 20 })(job),
};

/** In which request each of the four jobs found itself. */
async function look(library) {
  const found = [];
  const queue = library(async (number) => {
    found[number - 1] = requests.getStore();
    await sleep(5);
    return number;
  });
  await Promise.all([1, 2, 3, 4].map((number) => requests.run(number, () => queue(number))));
  return found.join(" ");
}

console.log(`Node.js ${process.version}; jobs 1 2 3 4 belong to`);
const seen = {};
for (const [name, library] of Object.entries(libraries)) {
  seen[name] = await look(library);
  console.log(`  ${name.padEnd(12)} ${seen[name]}`);
}
const mixed = Object.keys(seen).filter((name) => seen[name] === "1 1 1 1");
if (mixed.join() !== "p-queue,fastq,async,bottleneck,dataloader") {
  console.error(`This has changed: all are in the first context with ${mixed.join(", ") || "none"}.`);
  process.exit(1);
}
console.log("As in November 2026: in five of eight the jobs of others belong to the first request.");
JS

node finding.mjs
