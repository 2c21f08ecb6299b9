// Notices when a CSS pixel gets another number of device pixels: a window is moved to another screen,
// or zoomed. Its size in CSS pixels may stay the same, so that nothing else reports it.

/** Chromium does not report each change of a screen that is emulated, so one looks now and then, ms. */
const LOOK = 500;

/** @type {(() => void)[]} */
const listeners = [];
let known = 0;
/** At least as many as this are drawn. */
let least = 1;

/** The number of device pixels to draw for one CSS pixel. */
export function dots() {
  return Math.max(devicePixelRatio || 1, least);
}

/** From now on at least this many are drawn, because paper has more than a screen. @param {number} number */
export function drawAtLeast(number) {
  least = number;
}

/**
 * Calls `act` each time that `devicePixelRatio` changes.
 * @param {() => void} act
 */
export function whenResolutionChanges(act) {
  listeners.push(act);
  if (listeners.length > 1) return;
  known = devicePixelRatio;
  watch();
  setInterval(look, LOOK);
}

/** A query is about one resolution, so that each change needs a new one. */
function watch() {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", look, { once: true });
}

function look() {
  if (devicePixelRatio === known) return;
  known = devicePixelRatio;
  watch();
  for (const act of listeners) act();
}
