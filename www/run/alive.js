// A worker holds a lock as long as it computes. Chromium lets a worker that is busy compute on for up to
// two seconds after it was ended, and says so by nothing else (`leftovers.js` waits for it).

export const holdLock = () =>
  navigator.locks
    ?.request(`coroscope ${location.hash.slice(1)}`, { mode: "shared" }, () => new Promise(() => {}))
    .catch(() => {});
