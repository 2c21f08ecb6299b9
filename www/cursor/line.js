// The cursor: a solid line across all tracks, with a handle on the axis that
// can be dragged. A press anywhere on the axis moves it there.

import { byId, h, setAttribute } from "../ui/dom.js";
import { isShown, toTime, toX } from "../model/geometry.js";
import { spokenTrack, trackEnd } from "../model/state.js";
import { momentOf } from "./moments.js";
import { whereInWords } from "./steps.js";

/** @import { App, Playback, Frame, State } from "./types.js" */

/** Page Up and Page Down move the cursor by this part of the run. */
const PAGE = 0.1;

/** @param {App} app @param {Playback} playback @returns {(state: State, frame: Frame) => void} */
export function createLine(app, playback) {
  const root = byId("tracks");
  const axis = byId("axis");
  const line = h("div", { class: "cursor-line", "aria-hidden": "true" });
  const handle = h("div", {
    class: "cursor-handle",
    role: "slider",
    tabindex: 0,
    "aria-label": "Cursor",
    "aria-valuemin": 0,
    "aria-orientation": "horizontal",
    "data-testid": "cursor-handle",
    title: "Drag it through the run, or use the arrow keys",
  });
  // The axis stays where it is while lanes are scrolled, and so does its handle.
  root.append(line);
  axis.after(handle);
  /** @type {Frame | null} */
  let frame = null;
  /** Where the axis begins, which depends on how wide it is. To ask lays out the page. */
  let origin = { width: NaN, isNarrow: false, left: 0, top: 0 };
  /** The pointer that drags it. @type {number | null} */
  let dragged = null;

  /** @param {PointerEvent} event @param {boolean} isMoving */
  function drag(event, isMoving) {
    if (!frame) return;
    playback.drag(toTime(frame, event.clientX - axis.getBoundingClientRect().left), isMoving);
  }

  for (const element of [axis, handle]) {
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || dragged !== null) return;
      dragged = event.pointerId;
      element.setPointerCapture(event.pointerId);
      if (element === axis) drag(event, true);
      handle.focus({ preventScroll: true });
      // Keeps the focus, and selects no text.
      event.preventDefault();
      root.classList.add("dragging");
    });
    element.addEventListener("pointermove", (event) => {
      if (event.pointerId !== dragged) return;
      drag(event, true);
      // The inspector must not react to what is below the pointer.
      event.stopPropagation();
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel", "lostpointercapture"])) {
      element.addEventListener(end, (event) => {
        if (event.pointerId !== dragged) return;
        dragged = null;
        root.classList.remove("dragging");
        // The address is written only at the end of a drag.
        playback.settle();
      });
    }
    element.addEventListener("click", (event) => event.stopPropagation());
  }

  handle.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowRight" || event.key === "ArrowUp") playback.step(1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowDown") playback.step(-1);
    else if (event.key === "PageUp") playback.jump(-PAGE);
    else if (event.key === "PageDown") playback.jump(PAGE);
    else if (event.key === "Home") playback.toStart();
    else if (event.key === "End") playback.toEnd();
    else return;
    event.preventDefault();
    // The timeline uses the same keys to go from span to span.
    event.stopPropagation();
  });

  return (state, now) => {
    frame = now;
    const track = spokenTrack(state);
    const cursor = state.settings?.cursor ?? null;
    handle.hidden = track === null;
    line.hidden = track === null || cursor === null;
    if (!track) return;
    const found = cursor && momentOf(app, state);
    const end = trackEnd(track);
    const at = found ? found.moment.at_ms : Math.min(cursor?.at ?? end, end);
    const isIn = isShown(now, at);
    if (origin.width !== now.width || origin.isNarrow !== now.isNarrow) {
      const { offsetLeft: left, offsetTop: top } = axis;
      origin = { width: now.width, isNarrow: now.isNarrow, left, top };
    }
    const { left, top } = origin;
    const x = left + Math.min(now.right, Math.max(now.left, toX(now, at)));
    line.hidden ||= !isIn;
    for (const element of [line, handle]) element.style.transform = `translateX(${x.toFixed(1)}px)`;
    root.style.setProperty("--axis-top", `${top}px`);
    handle.classList.toggle("away", !isIn);
    handle.classList.toggle("set", cursor !== null);
    handle.closest(".stage")?.classList.toggle("stepped", cursor !== null);
    setAttribute(handle, "aria-valuemax", String(found?.moment.polls ?? 1));
    setAttribute(handle, "aria-valuenow", String(found ? found.moment.poll : 1));
    setAttribute(
      handle,
      "aria-valuetext",
      found ? whereInWords(found.moment) : "not set: the whole run is shown",
    );
  };
}
