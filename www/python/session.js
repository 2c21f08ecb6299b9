// One worker behind the wall, from its start to its end.

import { cannotStart, died } from "./words.js";

/** @import { Behind, FromPython, Kept, Said, Session } from "./types.js" */

/**
 * @param {Behind} behind
 * @param {(kept: Kept) => void} keep  is given Python as it is once it has started, if nothing of an earlier
 *   start was at hand
 * @returns {Session}
 */
export function openSession({ port, failed, end }, keep) {
  /** @type {((message: Said) => void) | null} */
  let listener = null;
  let isOpen = true;
  let isReady = false;
  /** @param {string} why */
  const die = (why) => listener?.({ type: "dead", id: 0, message: died(why) });

  const ready = new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => {
      reject(new Error(cannotStart(why)));
      die(why);
    };
    failed.then(fail, fail);
    port.onmessage = ({ data }) => {
      const message = /** @type {FromPython} */ (data);
      if (message.type === "ready") {
        isReady = true;
        resolve(undefined);
      } else if (message.type === "kept") {
        // Later, a listing could have had a hand in it.
        if (!isReady) keep(message.kept);
      } else if (message.type === "unable") fail(message.message);
      else if (message.type === "dead") die(message.message);
      else listener?.(message);
    };
  });
  // Whoever waits for it hears of it.
  ready.catch(() => {});

  return {
    ready,
    isOpen: () => isOpen,
    ask(request, hear) {
      listener = hear;
      port.postMessage(request);
    },
    end() {
      isOpen = false;
      end();
    },
    forget() {
      listener = null;
      port.close();
    },
  };
}
