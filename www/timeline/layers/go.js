// Picks a span of another task, so that the keys go on from there.

import { byId, motion } from "../../ui/dom.js";
import { spanAt } from "../../run/spans.js";
import { trackKey } from "../../model/slots.js";

/** @import { App, Track } from "./types.js" */

/** @param {App} app @param {Track} track @param {number} lane @param {number} at  ms */
export function goTo(app, track, lane, at) {
  const span = spanAt(track, lane, at);
  if (!span) return;
  app.inspect({ track: trackKey(track), lane, at, span, by: "pinned" });
  const tracks = byId("tracks");
  tracks.focus({ preventScroll: true });
  const { top, bottom } = tracks.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) tracks.scrollIntoView({ block: "nearest", behavior: motion() });
}
