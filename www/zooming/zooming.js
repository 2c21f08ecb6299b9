// Zoom and pan: puts gestures, keys, buttons and the overview together.

import { commonEnd, slots } from "../model/slots.js";
import { trackEnd } from "../model/state.js";
import { along, around, closer, leastShown, shownPart } from "../model/zoom.js";
import { spanAt } from "../run/spans.js";
import { otherThickness } from "../model/geometry.js";
import { openTracks, placeUnder } from "../ui/pointing.js";
import { createControls } from "./controls.js";
import { listenToGestures } from "./gestures.js";
import { listenToKeys } from "./keys.js";
import { createOverview } from "./overview.js";

/** @import { App, Frame, State, Surface, Zoom, ZoomActions } from "./types.js" */

/** The factor of a press of a button or a key. */
const STEP = 2;
/** While a person turns the wheel, and for this time after, the timeline does not ease, ms. */
const HELD = 160;

/**
 * @param {App} app
 * @param {Surface} surface
 * @returns {(state: State, frame: Frame) => void}
 */
export function createZooming(app, surface) {
  /** @type {State | null} */
  let state = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let letGo;

  /** The stretch to be shown, which may be ahead of the one that is drawn. */
  function now() {
    const { frame } = surface.layout();
    const whole = state ? commonEnd(slots(state)) : frame.whole;
    return {
      frame,
      whole,
      shown: shownPart(state?.settings?.zoom ?? null, whole),
      least: leastShown(frame.right - frame.left),
    };
  }

  /** @param {Zoom | null} zoom @param {boolean} isByHand */
  function show(zoom, isByHand) {
    surface.isHeld = isByHand;
    clearTimeout(letGo);
    if (isByHand) letGo = setTimeout(() => (surface.isHeld = false), HELD);
    app.setZoom(zoom);
  }

  /** The time that is inspected, or the middle. */
  function anchor() {
    const { shown } = now();
    const looked = [state?.inspected?.at, state?.settings?.cursor?.at];
    const at = looked.find((time) => time !== undefined && time >= shown.from && time <= shown.to);
    return at ?? (shown.from + shown.to) / 2;
  }

  /** The time at a place in the stretch to be shown. @param {number} clientX */
  function timeAt(clientX) {
    const { frame, shown } = now();
    const x = clientX - (surface.layout().views[0]?.body.getBoundingClientRect().left ?? 0);
    const share = Math.min(1, Math.max(0, (x - frame.left) / (frame.right - frame.left)));
    return shown.from + share * (shown.to - shown.from);
  }

  /** @type {ZoomActions} */
  const act = {
    fit: () => show(null, false),
    step(isCloser) {
      const { shown, whole, least } = now();
      show(closer(shown, anchor(), isCloser ? STEP : 1 / STEP, whole, least), false);
    },
    part(share) {
      const { shown, whole } = now();
      show(along(shown, share * (shown.to - shown.from), whole), false);
    },
    closerAt(clientX, by) {
      const { shown, whole, least } = now();
      show(closer(shown, timeAt(clientX), by, whole, least), true);
    },
    closerBetween(time, clientX, by, from) {
      const { frame, whole, least } = now();
      const next = closer(from, time, by, whole, least);
      const x = clientX - (surface.layout().views[0]?.body.getBoundingClientRect().left ?? 0);
      // The time between the fingers stays between them.
      const here = next
        ? next.from + ((x - frame.left) / (frame.right - frame.left)) * (next.to - next.from)
        : time;
      show(next && along(next, time - here, whole), true);
    },
    pan(pixels, from = now().shown) {
      const { frame, whole } = now();
      show(along(from, (pixels * (from.to - from.from)) / (frame.right - frame.left), whole), true);
    },
    moveTo(from) {
      const { shown, whole } = now();
      show(along(shown, from - shown.from, whole), true);
    },
    toSpan(event) {
      if (!state) return;
      const { frame, shown, whole, least } = now();
      const place = placeUnder(frame, openTracks(state, surface.layout().views), event);
      const span = place && spanAt(place.track, place.lane, place.at);
      if (!span) return;
      const next = around(span.from_ms, span.to_ms, whole, least);
      // A second double click zooms out again.
      const isThere =
        next !== null &&
        Math.abs(next.from - shown.from) + Math.abs(next.to - shown.to) < (next.to - next.from) * 0.01;
      show(isThere ? null : next, false);
    },
    isZoomed: () => now().shown.from > 0 || now().shown.to < now().whole,
    shown: () => now().shown,
    timeAt,
    thicker(isThicker) {
      const highest = surface
        .layout()
        .views.map((view) => view.lanes())
        .sort((a, b) => b.count - a.count)[0];
      if (highest) act.setThickness(otherThickness(highest, isThicker));
    },
    setThickness(thickness) {
      surface.thickness = thickness;
      app.redraw();
    },
  };

  const controls = createControls(surface, act);
  const overview = createOverview(controls.strip, act, app.redraw);
  listenToGestures(surface.root, act);
  listenToKeys(surface.root, act);

  return (next, frame) => {
    state = next;
    const { shown, whole, least } = now();
    const total = Math.max(0, ...slots(next).map(({ track }) => (track ? trackEnd(track) : 0)));
    controls.show(shown, whole, least, total, frame, next.settings?.zoom ?? null);
    overview(next, shown, frame);
  };
}
