// The height that a frame tells the page around it. While a run goes on parts of the frame come and go, and
// an article that moved with each of them could not be read: so from then on it grows only, until there is
// something else to show. Pure.

export function createGrown() {
  let told = 0;
  let isHeld = false;
  return {
    /** The height to be told; null if there is nothing new. @param {number} height */
    next(height) {
      if (height === told || (isHeld && height < told)) return null;
      told = height;
      return height;
    },
    /** From now on it grows only. */
    hold() {
      isHeld = true;
    },
    /** From now on it may be less. */
    forget() {
      told = 0;
      isHeld = false;
    },
  };
}
