// The texts of the help dialog, besides keys. `code` and *emphasis* are marked as
// everywhere on the page.

export const INTRODUCTION = Object.freeze([
  "A *coroutine* is a function that can pause in the middle and go on later. An *event loop* runs many of " +
    "them on one thread: it lets one run until that one has to wait, and then turns to another that can go on.",
  "Each turn that a task gets is a *poll*: it goes on until it has to wait, or ends. What it waited for *wakes* " +
    "it, and from then on it is ready for its next poll.",
  "This page runs short programs made of coroutines, and records what the loop does. Each is there in Rust, which " +
    "runs on your browser's own event loop, and most in Python too; a listing of your own in " +
    "Python runs as it is. Before you press Run the page works out what should happen, on a clock that only " +
    "counts and never waits. So you can compare what should happen with what did.",
]);

export const PICTURE = Object.freeze([
  "Time goes from left to right. Each row is a *lane*: the life of one *task*, which is a coroutine that the loop " +
    "runs. The first lane is the program itself. Generators have lanes of their own, and in Python so do threads and all callbacks together.",
  "What was predicted is paler and comes first; what was measured comes below it. Shapes say what a task does. Colours only tell the tasks apart.",
]);

/** The meaning of each shape of the legend, by its name there. @type {Readonly<Record<string, string>>} */
export const MEANINGS = Object.freeze({
  running: "The loop runs this task, and no other can run meanwhile.",
  "running briefly": "It ran, but for less time than can be drawn to scale.",
  blocking: "It ran for long without letting go, and everybody else had to wait.",
  "ready, but not its turn": "What it waited for has come, but another task is running.",
  "ready, but nobody runs":
    "It could go on, but the loop has let the browser have its turn, to paint and to take input.",
  waiting:
    "It waits for a timer or a time limit, or for the world outside: a download, a worker, a database.",
  "waiting for a task": "It waits until another task has ended, or several have.",
  "waiting for a message, permit or event":
    "It waits until another task sends it something, lets it in or tells it to go on. Queues, locks, conditions, barriers and futures count here, too.",
  done: "It has ended.",
  "done, predicted": "It should end here.",
  failed: "It has ended with an error, which is written beside it where there is room.",
  "failed, predicted": "It should end here with an error.",
  cancelled: "It was ended before it was done.",
});

/** The parts of the page from top to bottom. @type {readonly { name: string, text: string }[]} */
export const PARTS = Object.freeze([
  {
    name: "Programs",
    text: "Each asks one question. They begin easy, and each chapter builds on the one before it.",
  },
  {
    name: "Settings",
    text: "How the work is done, with which numbers, and where. All of it is in the address of the page, so a link is a run.",
  },
  {
    name: "Guess first",
    text: "Put the output in order and say how long it takes before you see it. Then run, and read where your guess broke and why.",
  },
  {
    name: "Timeline",
    text:
      "What happened when. Point at a shape, or go there with the keys, to read what it is. Click it to see " +
      "the line of the program that it comes from. *Wakes* draws arrows from what woke a task to what it did " +
      "then, and *Longest chain* outlines what decided the total: the critical path.",
  },
  {
    name: "Play and step",
    text:
      "Below the timeline: go through the run from poll to poll, or play it. *Look inside* shows who is " +
      "ready, which timers run, and what each task waits on at that moment.",
  },
  {
    name: "The program",
    text: "The very source that runs, and the same in Python. Colours beside a line say which tasks stood there. Click a line to see its spans.",
  },
  {
    name: "Your own Python",
    text:
      "The last program is one that you write: any listing that uses asyncio. It runs in CPython, in a box without " +
      "network and files. Code that came with a link runs when you say so.",
  },
  { name: "Output", text: "What the program printed: when, by which task, and what." },
  {
    name: "Why this long?",
    text: "What the total is made of, in numbers and in words. Below it are tables that say all that the pictures show.",
  },
  {
    name: "Go further",
    text: "What else can be done: decide yourself who is polled next, compare runs, or take one with you.",
  },
]);
