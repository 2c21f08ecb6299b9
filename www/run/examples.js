// Listings to begin with, for a person's own. Each is fetched when it is wanted.

/** In the order in which they are offered, as a test sees. */
export const EXAMPLES = [
  { name: "first_steps", title: "Two greetings" },
  { name: "blocking_sleep", title: "A sleep that blocks" },
  { name: "first_completed", title: "Whoever is first" },
  { name: "timeout", title: "A time limit" },
  { name: "cancellation", title: "Cancelled, with clean-up" },
  { name: "task_group_fails", title: "A task group that fails" },
  { name: "queue", title: "A queue and its workers" },
  { name: "semaphore", title: "Two at a time" },
  { name: "deadlock", title: "A deadlock" },
  { name: "hidden_race", title: "A race that first in, first out hides" },
  { name: "forgotten_await", title: "A forgotten await" },
  { name: "async_generator", title: "An asynchronous generator" },
  { name: "old_style", title: "As it was written before Python 3.7" },
];

/** The text of an example. @param {string} [name]  the first, unless another is named */
export async function fetchExample(name = "first_steps") {
  const url = new URL(`../pkg/listings/${name}.py`, import.meta.url);
  const response = await fetch(url).catch((error) => fail(error.message));
  return response.ok ? response.text() : fail(`the server answered ${response.status}`);
}

/** @param {string} why @returns {never} */
function fail(why) {
  throw new Error(
    `The example could not be loaded: ${why}. Write or paste a listing, and it runs all the same.`,
  );
}
