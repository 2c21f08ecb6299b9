// Wheel, drag, pinch and double click on the timeline.

/** @import { Zoom, ZoomActions } from "./types.js" */

/** A drag of fewer CSS pixels is a click. */
const SLACK = 5;
/** The zoom of a notch of a wheel, or of the small steps of a trackpad. */
const PER_PIXEL = 0.006;
const MOST_PIXELS = 60;
/** The units of wheels, CSS pixels: pixels, lines, pages. */
const UNITS = [1, 16, 400];

/** @param {HTMLElement} root @param {ZoomActions} act */
export function listenToGestures(root, act) {
  listenToWheel(root, act);
  listenToPointers(root, act);
  root.addEventListener("dblclick", (event) => {
    if (isInLanes(event.target)) act.toSpan(event);
  });
}

/** @param {HTMLElement} root @param {ZoomActions} act */
function listenToWheel(root, act) {
  let notches = 0;
  root.addEventListener(
    "wheel",
    (event) => {
      const unit = UNITS[event.deltaMode] ?? 1;
      const [x, y] = [event.deltaX * unit, event.deltaY * unit];
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const by = Math.max(-MOST_PIXELS, Math.min(MOST_PIXELS, y || x));
        act.closerAt(event.clientX, Math.exp(-by * PER_PIXEL));
      } else if (event.altKey) {
        event.preventDefault();
        notches += (y || x) / MOST_PIXELS;
        if (Math.abs(notches) < 1) return;
        act.thicker(notches < 0);
        notches = 0;
      } else if (act.isZoomed() && (event.shiftKey || Math.abs(x) > Math.abs(y))) {
        event.preventDefault();
        act.pan(Math.abs(x) > Math.abs(y) ? x : y);
      }
    },
    { passive: false },
  );
}

/** @param {HTMLElement} root @param {ZoomActions} act */
function listenToPointers(root, act) {
  /** The pointers that are down. @type {Map<number, PointerEvent>} */
  const down = new Map();
  /** @type {{ x: number, zoom: Zoom } | null} */
  let drag = null;
  /** @type {{ apart: number, time: number, zoom: Zoom } | null} */
  let pinch = null;
  let hasMoved = false;

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !isInLanes(event.target)) return;
    down.set(event.pointerId, event);
    hasMoved = false;
    const [first, second] = [...down.values()];
    if (first && second) {
      drag = null;
      pinch = { apart: apartOf(first, second), time: act.timeAt(middleOf(first, second)), zoom: act.shown() };
    } else if (act.isZoomed()) {
      drag = { x: event.clientX, zoom: act.shown() };
    }
  });
  root.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) return;
    if (event.pointerType === "mouse" && event.buttons === 0) return end(event);
    down.set(event.pointerId, event);
    const [first, second] = [...down.values()];
    if (pinch && first && second) {
      hasMoved = true;
      act.closerBetween(
        pinch.time,
        middleOf(first, second),
        apartOf(first, second) / pinch.apart,
        pinch.zoom,
      );
    } else if (drag && (hasMoved || Math.abs(event.clientX - drag.x) > SLACK)) {
      if (!hasMoved) begin(event.pointerId);
      act.pan(drag.x - event.clientX, drag.zoom);
    }
  });
  for (const sign of /** @type {const} */ (["pointerup", "pointercancel"])) root.addEventListener(sign, end);
  // The click at the end of a drag does not count.
  root.addEventListener(
    "click",
    (event) => {
      if (hasMoved) event.stopImmediatePropagation();
      hasMoved = false;
    },
    { capture: true },
  );

  /** @param {number} pointer */
  function begin(pointer) {
    hasMoved = true;
    root.classList.add("panning");
    // The pointer may be gone already.
    if (down.has(pointer)) root.setPointerCapture(pointer);
  }

  /** @param {PointerEvent} event */
  function end(event) {
    down.delete(event.pointerId);
    drag = pinch = null;
    root.classList.remove("panning");
  }
}

/** Is it among the lanes, and not on the axis or on something above them? @param {EventTarget | null} target */
function isInLanes(target) {
  return target instanceof Element && target.closest(".track-body") !== null;
}

/** The distance of two fingers in any direction. @param {PointerEvent} a @param {PointerEvent} b */
function apartOf(a, b) {
  return Math.max(24, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
}

/** @param {PointerEvent} a @param {PointerEvent} b */
function middleOf(a, b) {
  return (a.clientX + b.clientX) / 2;
}
