// The wall around Python: a sandboxed frame, which has an origin of its own and no way to the network. It
// is handed all that it needs, and the workers in it talk with the page through a port each.

import { forget, keep } from "./kept.js";
import { cannotStart } from "./words.js";

/** @import { Behind, Coming, FromFrame, ToFrame, Wall } from "./types.js" */

/** A frame that has not spoken after this time will not, ms: a policy of the host forbids it, say. */
const PATIENCE = 10_000;

/**
 * @param {Coming} coming  the files are handed over, and gone afterwards
 * @returns {Promise<Wall>}
 */
export async function buildWall({ frame: text, script, files }) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = "Python";
  frame.hidden = true;
  frame.srcdoc = await text;
  /** Called for each worker that could not be started. @type {Map<number, (message: string) => void>} */
  const failing = new Map();
  let workers = 0;

  /** @param {ToFrame} message @param {Transferable[]} [transfer] */
  const post = (message, transfer) => frame.contentWindow?.postMessage(message, "*", transfer);

  /** What to do when the frame says that it runs. */
  let open = () => {};
  /** @param {MessageEvent} event */
  const hear = ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    const message = /** @type {FromFrame} */ (data);
    if (message.type === "open") open();
    else failing.get(message.worker)?.(message.message);
  };
  addEventListener("message", hear);
  const remove = () => {
    removeEventListener("message", hear);
    frame.remove();
  };
  const opened = new Promise((resolve, reject) => {
    const why = new Error(cannotStart("the frame that is to hold it does not run"));
    const timer = setTimeout(() => reject(why), PATIENCE);
    open = () => {
      clearTimeout(timer);
      resolve(undefined);
    };
    document.body.append(frame);
  });
  let made = "";
  let isKept = false;
  /** Whether the newest worker has begun with what was kept. */
  let hasUsed = false;
  try {
    await opened;
    const read = await script;
    post({ type: "script", script: read }, [read]);
    const [wasm, library, name, kept] = await files;
    made = name;
    isKept = kept !== null;
    post({ type: "files", wasm, library }, [wasm, library]);
    if (kept) post({ type: "kept", kept }, [kept.image.bytes]);
  } catch (error) {
    remove();
    throw error;
  }

  /** @returns {Behind} */
  function start() {
    const number = ++workers;
    hasUsed = isKept;
    const { port1, port2 } = new MessageChannel();
    /** @type {Promise<string>} */
    const failed = new Promise((go) => failing.set(number, go));
    post({ type: "start", worker: number, port: port2 }, [port2]);
    return {
      port: port1,
      failed,
      end() {
        failing.delete(number);
        if (number === workers) post({ type: "end" });
      },
    };
  }
  return {
    start,
    keep(kept) {
      isKept = true;
      post({ type: "kept", kept });
      keep(made, kept);
    },
    forget() {
      const had = hasUsed;
      isKept = hasUsed = false;
      post({ type: "kept", kept: null });
      if (had) forget();
      return had;
    },
    remove,
  };
}
