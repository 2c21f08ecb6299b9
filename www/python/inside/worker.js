// The worker that Python runs in. It is given all that it needs, starts Python with our own package, and
// does one request after another, each on memory as it was before the first.

import { now, setNow } from "./clock.js";
import { closeDoors } from "./doors.js";
import { imageOf, putBack } from "./image.js";
import { limitMemory } from "./memory.js";
import { keep, start } from "./start.js";

/** @import { FromPython, ToPython, ToStart } from "../messages.js" */

/** A row of a record is so many numbers of 8 bytes. */
const NUMBER = 8;

/** Nobody ever changes it: to wait for that is to wait for the time to pass. Memory of wasm may be shared everywhere. */
const cell = new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);

limitMemory();
addEventListener("message", ({ data }) => begin(data), { once: true });

/** @param {ToStart} given */
async function begin({ port, ...given }) {
  /** @param {FromPython} message @param {Transferable[]} [transfer] */
  const post = (message, transfer = []) => port.postMessage(message, transfer);
  try {
    const { handle, version } = await open(given, post);
    port.onmessage = ({ data }) => handle(data);
    post({ type: "ready", python: version });
  } catch (error) {
    post({ type: "unable", message: sentence(error) });
  }
}

/**
 * @param {Omit<ToStart, "port">} given
 * @param {(message: FromPython, transfer?: Transferable[]) => void} post
 */
async function open({ module, library, kept }, post) {
  const python = await start(module, library, kept);
  if (!kept) {
    python.runPython("import coroscope_page; coroscope_page.prepare()");
    const fresh = keep(python);
    // Before any listing has run: nobody else has had a hand in it.
    post({ type: "kept", kept: fresh }, [fresh.image.bytes]);
  }
  closeDoors();
  const { _module: emscripten } = python;
  const heap = () => emscripten.HEAPU8;

  let id = 0;
  /** What the Python side of this worker may ask, with numbers and texts only. */
  const host = {
    block: (/** @type {number} */ seconds) => void Atomics.wait(cell, 0, 0, seconds * 1000),
    set_now: setNow,
    /** @param {number} address @param {number} numbers @param {string} texts */
    publish(address, numbers, texts) {
      const rows = new BigInt64Array(heap().slice(address, address + numbers * NUMBER).buffer);
      post({ type: "part", id, rows, texts: JSON.parse(texts) }, [rows.buffer]);
    },
    now,
    /** @param {string} tried */
    tried: (tried) => post({ type: "tried", id, tried: JSON.parse(tried) }),
  };
  const version = python.runPython("import sys; '.'.join(map(str, sys.version_info[:3]))");
  const work = /** @type {any} */ (python.runPython("from coroscope_page import open; open"))(
    host.block,
    host.set_now,
    host.publish,
    host.now,
    host.tried,
  );
  const image = imageOf(heap());
  let isDead = false;

  /** @param {ToPython} request */
  const handle = (request) => {
    if (isDead) return;
    ({ id } = request);
    post({ type: "begun", id });
    try {
      putBack(heap(), image);
      setNow(-1);
      const { refused, result } = JSON.parse(work(JSON.stringify(request)));
      if (refused) post({ type: "refused", id, message: refused });
      else post({ type: "end", id, result });
    } catch (error) {
      // Python cannot go on after that.
      isDead = true;
      post({ type: "dead", id, message: sentence(error) });
    }
  };
  return { handle, version: String(version) };
}

/** @param {unknown} error */
function sentence(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split("\n").at(-1) ?? "";
}
