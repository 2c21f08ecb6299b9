// The page within another page: what is shown besides the timeline, and a link
// to the whole page.

import { byId, setText, whenChanged } from "../ui/dom.js";
import { duration } from "../model/format.js";
import { lanes, NARROW } from "../model/geometry.js";
import { isOwn } from "../model/own.js";
import { fragmentOf } from "../model/own_link.js";
import { chosenVariant, isHidden, isPredictable, isStale, settingsKey, spokenTrack } from "../model/state.js";
import { writeQuery } from "../model/url.js";
import { createAround } from "./around.js";
import { MOST_LINES } from "./heights.js";
import { LOOKS, PARTS, partsOf } from "./snippet.js";

/** @import { App, Render, State, Track } from "./types.js" */

/** What an address can ask for. */
const KNOWN = [...PARTS.map(({ id }) => id), ...LOOKS];
/** The words above a track, CSS pixels. */
const LABEL = 36;
/** The tracks of a run, where there are settings; otherwise there is the last alone. */
const KINDS = /** @type {const} */ (["predicted", "measured"]);

/** @param {App} app @returns {Render} */
export function createEmbed(app) {
  const around = createAround(app);
  const root = document.documentElement;
  const link = /** @type {HTMLAnchorElement} */ (ofFrame("embed-link"));
  const [variant, predicted] = [ofFrame("embed-variant"), ofFrame("embed-predicted")];

  const choose = whenChanged((/** @type {string | undefined} */ show) => {
    const { parts, looks, unknown } = partsOf(show);
    root.dataset["show"] = parts.join(" ");
    const theme = looks.find((look) => look !== "transparent");
    if (theme) root.dataset["theme"] = theme;
    if (looks.includes("transparent")) root.dataset["ground"] = "none";
    if (looks.length > 0) dispatchEvent(new Event("themechange"));
    if (unknown.length > 0) {
      app.complain(
        new Error(
          `In the address: show=${unknown.join(".").slice(0, 60)}. It can be ${KNOWN.join(", ")}, with dots between, or none.`,
        ),
      );
    }
  });

  const follow = whenChanged((/** @type {string} */ _shown, /** @type {Track | undefined} */ _predicted) =>
    around.forget(),
  );

  return (state) => {
    const { settings } = state;
    if (!settings) return;
    choose(settings.show);
    follow(settings.variant + settings.tab + settingsKey(settings), state.predicted[settings.variant]);
    if (state.phase === "running") around.hold();
    setText(variant, isOwn(settings) ? "" : chosenVariant(settings).title);
    setText(predicted, predictedText(state));
    const { show: _, ...rest } = settings;
    link.href = `./${writeQuery(rest)}${fragmentOf(state)}`;
    // As high as it will be with what is measured, so that a frame needs no other height after a run.
    const report = spokenTrack(state)?.report;
    if (!report) return;
    const isNarrow = byId("tracks").clientWidth < NARROW;
    const kinds = root.dataset["show"]?.includes("settings") ? KINDS : KINDS.slice(1);
    const heights = kinds.map((kind) => lanes(kind, report.lanes, isNarrow, false).total + LABEL);
    const height = heights.reduce((sum, one) => sum + one, 0);
    byId("track-list").style.setProperty("--tracks", `${height}px`);
    const known = state.predicted[settings.variant]?.report ?? report;
    const lines = Math.min(MOST_LINES, known.output.length);
    byId("output").style.setProperty("--lines", String(lines));
  };
}

/** An element that embed.html has besides. @param {string} id */
function ofFrame(id) {
  return /** @type {HTMLElement} */ (document.querySelector(`#${id}`));
}

/** What the run is compared with, which is not in the picture then. @param {State} state */
function predictedText(state) {
  const predicted = state.settings && state.predicted[state.settings.variant];
  if (!predicted || isHidden(state) || isStale(state, predicted) || !isPredictable(predicted)) return "";
  return `predicted ${duration(predicted.report.total_ms)}`;
}
