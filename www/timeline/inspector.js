// Picks spans by hover, tap or arrow keys. A tooltip describes the picked span,
// and its source line is marked.

import { byId, h, prose, setText } from "../ui/dom.js";
import { timeText } from "../model/axis.js";
import { duration, stretch } from "../model/format.js";
import { isShown, isZoomed, laneMiddle, laneWindow, toX } from "../model/geometry.js";
import { namesOf, spanAfter, spanAt, spanBefore } from "../run/spans.js";
import { colourOfLane } from "../model/colours.js";
import { revealing } from "../model/zoom.js";
import { openTracks, placeUnder } from "../ui/pointing.js";

/** @import { App, Frame, Inspected, KeyHelp, OpenTrack, Render, SpanInfo, State, Track, TrackView } from "./types.js" */

/** The height of the axis, which stays at the top, CSS pixels. */
const AXIS = 28;
/** Its keys. @type {readonly KeyHelp[]} */
export const KEYS = Object.freeze([
  { keys: ["ArrowLeft", "ArrowRight"], does: "To the span before, or after." },
  { keys: ["ArrowUp", "ArrowDown"], does: "To the lane above, or below." },
  { keys: ["Home", "End"], does: "To the beginning of a lane, or its end." },
  { keys: ["PageUp", "PageDown"], does: "As many lanes up, or down, as are in view." },
  { keys: ["Control+Home", "Control+End"], does: "To the first lane, or the last." },
  { keys: ["Enter"], does: "To the line of the program that the span comes from." },
  { keys: ["Escape"], does: "Lets go of the span." },
]);

/**
 * @param {App} app
 * @param {() => { frame: Frame, views: TrackView[] }} layout
 * @returns {Render}
 */
export function createInspector(app, layout) {
  const root = byId("tracks");
  const tooltip = byId("tooltip");
  const cursor = byId("cursor");
  const status = byId("span-status");
  /** @type {State | null} */
  let state = null;
  let isTouch = false;

  /** @returns {OpenTrack[]} */
  const open = () => (state ? openTracks(state, layout().views) : []);

  // -- Pointer ---------------------------------------------------------------

  /** @param {MouseEvent} event @param {Inspected["by"]} by @returns {Inspected | null} */
  function under(event, by) {
    const place = placeUnder(layout().frame, open(), event);
    return (
      place && {
        track: place.key,
        lane: place.lane,
        at: place.at,
        span: spanAt(place.track, place.lane, place.at),
        by,
      }
    );
  }

  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons !== 0 || state?.inspected?.by === "pinned") return;
    app.inspect(under(event, "pointer"));
  });
  root.addEventListener("pointerleave", () => {
    if (state?.inspected?.by === "pointer") app.inspect(null);
  });
  root.addEventListener("click", (event) => {
    const found = under(event, "pinned");
    const isSame =
      state?.inspected?.by === "pinned" &&
      found?.span?.from_ms === state.inspected.span?.from_ms &&
      found?.lane === state.inspected.lane;
    app.inspect(isSame || !found?.span ? null : found);
    // A finger covered the tooltip until now, so the page does not scroll.
    if (!isSame && !isTouch) showLineOf(found);
  });
  root.addEventListener("pointerdown", (event) => (isTouch = event.pointerType === "touch"));

  /** @param {Inspected | null} inspected */
  function showLineOf(inspected) {
    const { line, file } = inspected?.span ?? {};
    if (line) app.showLine(line, file);
  }

  // -- Keyboard --------------------------------------------------------------

  root.addEventListener("keydown", (event) => {
    const isFar = event.ctrlKey && (event.key === "Home" || event.key === "End");
    if (event.altKey || event.metaKey || event.shiftKey || (event.ctrlKey && !isFar)) return;
    const all = open();
    const next = step(isFar ? `Ctrl+${event.key}` : event.key, all, state?.inspected ?? null, layout().frame);
    if (!next) return;
    event.preventDefault();
    app.inspect(next);
    scrollIntoView(all, next);
    reveal(next);
    if (event.key === "Enter") showLineOf(next);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !state?.inspected) return;
    app.inspect(null);
    // From the source line that the span led to, the focus goes back.
    if (document.activeElement === byId("listing")) root.focus();
  });

  /** @param {OpenTrack[]} all @param {Inspected} inspected */
  function scrollIntoView(all, inspected) {
    const view = all.find((track) => track.key === inspected.track)?.view;
    if (!view) return;
    const lanes = view.lanes();
    const y = laneMiddle(lanes, inspected.lane);
    const { scrollTop, clientHeight } = view.body;
    if (y < scrollTop + lanes.height || y > scrollTop + clientHeight - lanes.height) {
      view.body.scrollTop = y - clientHeight / 2;
    }
    // All tracks scroll below their axis, where they are higher than the stage.
    const scene = byId("scene");
    const seen = scene.getBoundingClientRect();
    const at = view.body.getBoundingClientRect().top + y - view.body.scrollTop;
    if (at < seen.top + lanes.height + AXIS || at > seen.bottom - lanes.height) {
      scene.scrollTop += at - (seen.top + seen.bottom) / 2;
    }
  }

  /** Moves the stretch that is shown until the span is in it. @param {Inspected} inspected */
  function reveal({ at }) {
    const { frame } = layout();
    if (!isShown(frame, at)) app.setZoom(revealing({ from: frame.from, to: frame.end }, at, frame.whole));
  }

  // -- What is shown -----------------------------------------------------------

  /** @param {Inspected} inspected @param {SpanInfo} span */
  function fillTooltip(inspected, span) {
    const { frame } = layout();
    const length = span.to_ms - span.from_ms;
    const isShort = isZoomed(frame) && length < 1;
    const when = isShort
      ? `${fineTime(frame, span.from_ms)} – ${fineTime(frame, span.to_ms)}`
      : stretch(span.from_ms, span.to_ms, " – ");
    tooltip.replaceChildren(
      h(
        "p",
        { class: `tooltip-task task-${colourOfLane(inspected.lane)}` },
        h("span", { class: "name" }, span.task),
        h(
          "span",
          { class: "tooltip-length" },
          isShort ? `${Math.round(length * 1000)}\u00a0µs` : duration(length),
        ),
      ),
      h("p", {}, ...prose(span.state_text)),
      h("p", { class: "tooltip-more" }, `${when}${span.place === null ? "" : ` · ${span.place}`}`),
      ...(span.woken_by === null
        ? []
        : [h("p", { class: "tooltip-more" }, "Woken by ", ...prose(span.woken_by))]),
    );
  }

  return (now) => {
    state = now;
    const { inspected } = now;
    const here = inspected && open().find((track) => track.key === inspected.track);
    cursor.hidden = tooltip.hidden = true;
    if (!inspected || !here) return setText(status, "");
    const { frame } = layout();
    const box = here.view.body.getBoundingClientRect();
    const rootBox = root.getBoundingClientRect();
    const x = box.left - rootBox.left + toX(frame, inspected.at);
    cursor.hidden = !isShown(frame, inspected.at);
    cursor.style.transform = `translateX(${x.toFixed(1)}px)`;
    cursor.dataset["at"] = isZoomed(frame) ? fineTime(frame, inspected.at) : duration(inspected.at);
    const { span } = inspected;
    setText(status, inspected.by !== "pointer" && span ? describe(here.track, span) : "");
    if (!span || !isShown(frame, inspected.at)) return;
    tooltip.hidden = false;
    fillTooltip(inspected, span);
    const section = /** @type {HTMLElement} */ (tooltip.offsetParent);
    const outer = section.getBoundingClientRect();
    const y = box.top - outer.top + laneMiddle(here.view.lanes(), inspected.lane) - here.view.body.scrollTop;
    const isRoomRight = rootBox.left - outer.left + x + 16 + tooltip.offsetWidth < outer.width;
    const left = rootBox.left - outer.left + x + (isRoomRight ? 14 : -14 - tooltip.offsetWidth);
    tooltip.style.transform = `translate(${Math.max(0, left).toFixed(1)}px, ${(y + 16).toFixed(1)}px)`;
  };
}

/**
 * The span that a key leads to from here.
 * @param {string} key
 * @param {OpenTrack[]} all
 * @param {Inspected | null} from
 * @param {Frame} frame
 * @returns {Inspected | null}
 */
function step(key, all, from, frame) {
  const index = Math.max(
    0,
    all.findIndex((track) => track.key === from?.track),
  );
  const here = all[index];
  if (!here) return null;
  const lane = from?.lane ?? 0;
  if (!from || !from.span) {
    return STARTS.includes(key)
      ? look(here, key === "Ctrl+End" ? here.track.report.lanes - 1 : lane, from?.at ?? frame.from)
      : null;
  }
  switch (key) {
    case "ArrowRight":
      return at(here, lane, spanAfter(here.track, from.span) ?? from.span, frame);
    case "ArrowLeft":
      return at(here, lane, spanBefore(here.track, from.span) ?? from.span, frame);
    case "Home":
      return look(here, lane, 0);
    case "End":
      return look(here, lane, Infinity);
    case "Ctrl+Home":
      return look(here, 0, from.at);
    case "Ctrl+End":
      return look(here, here.track.report.lanes - 1, from.at);
    case "PageDown":
      return look(here, Math.min(lane + pageOf(here), here.track.report.lanes - 1), from.at);
    case "PageUp":
      return look(here, Math.max(lane - pageOf(here), 0), from.at);
    case "ArrowDown": {
      const below = all[index + 1];
      if (lane + 1 < here.track.report.lanes) return look(here, lane + 1, from.at);
      return below ? look(below, 0, from.at) : null;
    }
    case "ArrowUp": {
      const above = all[index - 1];
      if (lane > 0) return look(here, lane - 1, from.at);
      return above ? look(above, above.track.report.lanes - 1, from.at) : null;
    }
    case "Enter":
      return { ...from, by: "pinned" };
    default:
      return null;
  }
}

/** Keys that pick a first span. */
const STARTS = [
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Ctrl+Home",
  "Ctrl+End",
];

/** The number of lanes of a track in view. @param {OpenTrack} here */
function pageOf({ view }) {
  return Math.max(1, laneWindow(view.lanes(), view.body.scrollTop, view.body.clientHeight).count - 3);
}

/**
 * The middle of a span, or of the part of it that is shown.
 * @param {OpenTrack} here
 * @param {number} lane
 * @param {SpanInfo} span
 * @param {Frame} frame
 * @returns {Inspected}
 */
function at(here, lane, span, frame) {
  const [from, to] = [Math.max(span.from_ms, frame.from), Math.min(span.to_ms, frame.end)];
  const at = from < to ? (from + to) / 2 : (span.from_ms + span.to_ms) / 2;
  return { track: here.key, lane, at, span, by: "keyboard" };
}

/** The span at a time, or else the nearest of the lane. @param {OpenTrack} here @param {number} lane @param {number} time @returns {Inspected} */
function look({ track, key }, lane, time) {
  const [known] = namesOf(track, lane, 1);
  const at = Math.max(known?.from_ms ?? 0, Math.min(time, known?.to_ms ?? track.heard));
  return { track: key, lane, at, span: spanAt(track, lane, at), by: "keyboard" };
}

/** A time, as fine as the pixels of the timeline. @param {Frame} frame @param {number} at */
function fineTime({ from, end, left, right }, at) {
  const { text, unit } = timeText(at, from, end, right - left);
  return text + unit;
}

/** @param {Track} track @param {SpanInfo} span */
function describe(track, span) {
  const state = span.state_text.replaceAll("`", "");
  const when = span.from_ms === span.to_ms ? "" : `, from ${stretch(span.from_ms, span.to_ms, " to ")}`;
  return `${track.kind}, ${span.task}: ${state}${when}${span.place === null ? "" : `, ${span.place}`}.`;
}
