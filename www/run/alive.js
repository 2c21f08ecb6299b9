// A worker holds a lock as long as it computes. Chromium lets a worker that is busy compute on for up to
// two seconds after it was ended, and says so by nothing else (`leftovers.js` waits for it). Other browsers
// end workers at once, and there is nothing to wait for.

export function holdLock() {
  // Only Chromium has this.
  if (!("userAgentData" in navigator)) return;
  navigator.locks
    ?.request(`coroscope ${location.hash.slice(1)}`, { mode: "shared" }, () => new Promise(() => {}))
    .catch(() => {});
}
