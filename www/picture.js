// The timeline by itself, so that the first picture waits for nothing else that shows a run. For the first
// program as it comes, the page has its prediction from the start, and draws that before the wasm is there:
// in the task in which the page starts, so that the picture is in the first frame that has anything of it.

import { createLooking } from "./actions/looking.js";
import { initialState, settingsKey, spokenTrack } from "./model/state.js";
import { firstPrediction } from "./run/first_prediction.js";
import { createPredictor } from "./run/predictor.js";
import { app as first, join } from "./start.js";
import { createTimeline } from "./timeline/timeline.js";
import { byId, setText, soon } from "./ui/dom.js";

/** @import { App, State, Track } from "./types.js" */

export const { app, show } = createPicture();
join(show);

/** @returns {{ app: App, show: (state: State, isAlone?: boolean) => void }} */
function createPicture() {
  const app = Object.assign(first, first.lookWith(createPredictor, createLooking));
  const draw = createTimeline(app);
  const timeline = byId("timeline");
  const early = firstPrediction();
  /** @type {Set<string>} */
  const marks = new Set();
  /** The browser's own tools and our benchmark read it. @param {string} name */
  const mark = (name) => {
    if (!marks.has(name)) performance.mark(name);
    marks.add(name);
  };
  if (early && !app.instance()) {
    // They have their places before the picture is seen below them.
    for (const [id, words] of Object.entries(early.words)) setText(byId(id), words);
    draw({ ...initialState(), settings: early.settings }, true, early.track);
    // There is nothing yet to be changed, and nothing that a person chooses is to be forgotten.
    timeline.inert = true;
    mark("pictured");
    // A task of its own comes after the frame.
    app.waitFor(new Promise((go) => soon(() => setTimeout(go))));
  }
  let hasSettings = false;
  return {
    app,
    show(state, isAlone) {
      if (!hasSettings && state.settings) {
        hasSettings = true;
        timeline.inert = false;
        app.followLanguage();
      }
      const track = early && isAwaited(state, early.track) ? early.track : null;
      draw(state, isAlone, track);
      if (track) mark("pictured");
      if (hasPicture(state)) mark("predicted");
    },
  };
}

/** Is there a run to be drawn? @param {State} state */
export function hasPicture(state) {
  const { settings, predicted } = state;
  return Boolean(spokenTrack(state) ?? (settings && predicted[settings.variant]));
}

/** Is nothing else predicted yet than what this track is, which is to be? @param {State} state @param {Track} track */
function isAwaited({ phase, settings, predicted }, track) {
  return (
    phase === "ready" &&
    settings !== null &&
    settings.variant === track.variant &&
    settingsKey(settings) === track.settings &&
    !predicted[track.variant]
  );
}
