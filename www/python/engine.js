// Python for the page: predictions, measurements and orders of a listing that somebody wrote. It comes when
// it is first asked for, runs behind a wall, and can be ended in any state.

import { during } from "../settled.js";
import { fetchFiles } from "./files.js";
import { carryOut, stoppedBefore } from "./request.js";
import { openSession } from "./session.js";
import { buildWall } from "./wall.js";

/** @import { Answer, Asking, Asked, Python, Session, Wall } from "./types.js" */

/** @returns {Python} */
export function createPython() {
  /** @type {Promise<Wall> | null} */
  let wall = null;
  /** @type {Session | null} */
  let session = null;
  let requests = 0;
  /** Each request waits for the one before it. @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** The worker for the next request, once it is ready. @returns {Promise<Session>} */
  async function next() {
    const built = (wall ??= buildWall(fetchFiles()));
    // Whoever asks again after a failure tries again.
    const { start, keep, forget } = await built.catch((error) => {
      if (wall === built) wall = null;
      throw error;
    });
    if (!session?.isOpen()) session = openSession(start(), keep);
    const used = session;
    try {
      await used.ready;
    } catch (error) {
      used.end();
      // What was kept of an earlier start may be damaged.
      if (forget()) return next();
      throw error;
    }
    return used;
  }

  /** @param {Asked} asked @param {Asking} asking */
  async function work(asked, asking) {
    const { signal } = asking;
    if (signal?.aborted) return stoppedBefore();
    const used = await Promise.race([next(), aborted(signal)]);
    if (!used) return stoppedBefore();
    const answer = await carryOut(used, { ...asked, id: ++requests }, asking);
    // The next request finds a worker that has begun to start. In Chromium the one that was ended may
    // compute on for two seconds, on another core if there is one (`findings/worker-goes-on.sh`).
    if (answer.cut) next().catch(() => {});
    return answer;
  }

  /**
   * @param {Asked} asked
   * @param {Asking} asking
   * @returns {Promise<Answer<any>>}
   */
  function ask(asked, asking) {
    const answer = last.then(() => work(asked, asking));
    last = answer.catch(() => {});
    return during("Python", answer);
  }

  return {
    open: () => during("Python", next()).then(() => {}),
    predict: (text, { file, order, capacity, ...asking } = {}) =>
      ask({ type: "predict", text, file, order, capacity }, { ...asking, hasLimit: true }),
    measure: (text, { file, order, capacity, ...asking } = {}) =>
      ask({ type: "measure", text, file, order, capacity }, asking),
    explore: (text, runs, { file, patience, ...asking } = {}) =>
      ask({ type: "explore", text, file, runs, patience }, { ...asking, hasLimit: true }),
    parameters: (text, asking = {}) => ask({ type: "parameters", text }, { ...asking, hasLimit: true }),
    check: (text, { file, ...asking } = {}) =>
      ask({ type: "check", text, file }, { ...asking, hasLimit: true }),
    close() {
      session?.end();
      wall?.then(({ remove }) => remove()).catch(() => {});
      session = wall = null;
    },
  };
}

/** Is fulfilled, with nothing, when a signal is given. @param {AbortSignal | undefined} signal @returns {Promise<null>} */
function aborted(signal) {
  return new Promise((go) => signal?.addEventListener("abort", () => go(null), { once: true }));
}
