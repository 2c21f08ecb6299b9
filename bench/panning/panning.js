// Moves about in a large run on Coroscope's own page, and takes the time of every frame. The page
// fetches this as it fetches its own modules, so that both have the same `Run`.

import { Run } from "../pkg/coroscope.js";

/**
 * Lets every run of the page be one that was saved. The page is as it always is, only what it shows
 * is larger than anything that its programs do.
 * @param {string[]} texts  its bytes, in base 64
 */
async function takePlace(texts) {
  const bytes = texts.map((text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
  const all = new Uint8Array(bytes.reduce((sum, one) => sum + one.length, 0));
  bytes.reduce((at, one) => (all.set(one, at), at + one.length), 0);
  const large = Run.from_bytes(all);
  /** @type {any} */
  const prototype = Run.prototype;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const real = prototype[name];
    const isQuestion =
      typeof real === "function" && name !== "constructor" && name !== "free" && !name.startsWith("__");
    if (isQuestion) prototype[name] = (/** @type {unknown[]} */ ...words) => real.apply(large, words);
  }
  const { lanes } = large.report();
  /** @type {HTMLElement} */ (find("#variants input:not(:checked)")).click();
  const shown = () => find("[data-testid=lane-words]").textContent?.replaceAll(",", "") ?? "";
  const began = performance.now();
  while (!shown().startsWith(String(lanes))) {
    if (performance.now() - began > 20_000) throw new Error(`the page shows ${shown()}, not ${lanes}`);
    await new Promise(requestAnimationFrame);
  }
}

/**
 * Moves about for so many frames: along the run while most of it is shown, closer and farther, and
 * from lane to lane. Tells how long each frame was, ms, and how long our own code took in it: that of
 * the page's handlers and of what it does in a frame, all of which is called from here or by
 * `requestAnimationFrame`.
 * @param {number} frames
 * @param {boolean} allLanes  in view, or as many as fit at their usual height
 */
async function move(frames, allLanes) {
  const body = find(".track-body");
  const frame = window.requestAnimationFrame.bind(window);
  const next = () => new Promise(frame);
  const settle = async () => {
    for (let i = 0; i < 30; i++) await next();
  };
  body.scrollIntoView({ block: "center" });
  if (allLanes) find("[data-testid=lanes-fit]").click();
  await settle();
  const box = body.getBoundingClientRect();
  let own = 0;
  /** @template {unknown[]} A @param {(...words: A) => unknown} act @returns {(...words: A) => void} */
  const timed =
    (act) =>
    (...words) => {
      const began = performance.now();
      try {
        act(...words);
      } finally {
        own += performance.now() - began;
      }
    };
  window.requestAnimationFrame = (callback) => frame(timed(callback));
  const wheel = timed((/** @type {WheelEventInit} */ more) =>
    body.dispatchEvent(
      new WheelEvent("wheel", {
        bubbles: true,
        cancelable: true,
        clientX: box.left + box.width * 0.6,
        clientY: box.top + 40,
        ...more,
      }),
    ),
  );
  // Most of the run, so that there is something to go along.
  for (let i = 0; i < 4; i++) wheel({ ctrlKey: true, deltaY: -20 });
  await settle();
  /** @type {((i: number) => void)[]} */
  const moves = [
    (i) => wheel({ deltaX: i % 80 < 40 ? 12 : -12 }),
    (i) => wheel({ ctrlKey: true, deltaY: i % 100 < 50 ? -30 : 30 }),
    (i) => {
      body.scrollTop += i % 100 < 50 ? 47 : -13;
      wheel({ deltaX: i % 60 < 30 ? 40 : -40 });
    },
  ];
  /** @type {{ between: number[], own: number[] }} */
  const told = { between: [], own: [] };
  let last = await next();
  own = 0;
  for (let i = 0; i < frames; i++) {
    moves[Math.floor((i * moves.length) / frames)]?.(i);
    const now = await next();
    told.between.push(now - last);
    told.own.push(own);
    last = now;
    own = 0;
  }
  window.requestAnimationFrame = frame;
  return told;
}

/** @param {string} selector @returns {HTMLElement} */
function find(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

// For whoever drives this page.
Object.assign(window, { panning: { takePlace, move } });
