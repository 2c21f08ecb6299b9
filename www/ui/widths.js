// The widths of elements, as they were when the browser laid out the page last. To ask an element itself has
// the browser lay out the page at once, in the middle of a frame in which more is going to change.

/**
 * Returns what tells the width inside of an element, without scroll bars.
 * @param {() => void} changed  called when one of those that were asked for has another width
 * @returns {(element: Element) => number}
 */
export function createWidths(changed) {
  /** @type {WeakMap<Element, number>} */
  let known = new WeakMap();
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const isOther = known.get(target) !== target.clientWidth;
      known.set(target, target.clientWidth);
      if (isOther) changed();
    }
  });
  // On paper, and back from there, all is drawn before the browser lays it out.
  addEventListener("themechange", () => {
    known = new WeakMap();
    observer.disconnect();
  });
  return (element) => {
    const width = known.get(element) ?? element.clientWidth;
    if (!known.has(element)) {
      known.set(element, width);
      observer.observe(element);
    }
    return width;
  };
}
