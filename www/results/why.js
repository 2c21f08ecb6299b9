// Below the numbers of "Why this long?": the parts of the overhead, the meaning
// of the numbers, and the step of this browser's clock.

import { byId, h, setText, whenChanged } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { duration } from "../model/format.js";
import { isBelowStep } from "../model/measured.js";
import { isRecorded } from "../model/recorded.js";
import { spokenTrack } from "../model/state.js";
import { stepText } from "../model/worth.js";
import { stepHere } from "../run/clock.js";
import { clockWords } from "./clock.js";

/** @import { Render, RunReport } from "./types.js" */

/** A shorter overhead is left out, ms. */
const LEAST = 0.05;

/** @returns {Render} */
export function createWhy() {
  const parts = h("ul", { class: "parts" });
  const title = h("p", {});
  const overhead = h("div", { class: "overhead", "data-testid": "overhead" }, title, parts);
  const clock = h("p", { class: "note", "data-testid": "clock" });
  byId("more").append(overhead, clock);

  const show = whenChanged(
    (/** @type {RunReport | undefined} */ report, /** @type {boolean} */ isUnknown) => {
      const all = isUnknown ? [] : (report?.explanation.overhead_parts ?? []);
      const found = all.filter(({ ms }) => ms >= LEAST);
      overhead.hidden = found.length === 0;
      if (report) setText(title, `The overhead of ${duration(report.explanation.overhead_ms)} is:`);
      patchList(
        parts,
        found,
        ({ ms, text }) => `${ms} ${text}`,
        ({ ms, text }) => h("li", {}, h("b", {}, duration(ms)), ` ${text}`),
      );
    },
  );

  /** @type {string | null} */
  let words = null;
  return (state) => {
    const track = spokenTrack(state);
    show(
      track?.life === "live" ? undefined : track?.report,
      isBelowStep(track?.report.explanation.overhead_ms ?? 0, track),
    );
    clock.hidden = track?.kind !== "measured" || track.life === "live" || isRecorded(state.settings);
    // Not during a run, which this would hold up.
    if (clock.hidden || state.phase === "running") return;
    words ??= clockWords(stepText(stepHere()));
    setText(clock, words);
  };
}
