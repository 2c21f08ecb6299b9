// "Why this long?": a few numbers, and the same in words.

import { byId, h, motion, patchList, prose, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { duration, factor } from "../model/format.js";
import { isSilent, spokenTrack, textsOf } from "../model/state.js";
import { layersOf, switched } from "../model/layers.js";
import { whenNeeded } from "../ui/lazy.js";
import { tagText } from "./output.js";

/** @import { App, RunReport, Settings, State, Track, View } from "./types.js" */

/** @param {App} app @returns {View} */
export function createExplanation(app) {
  const numbers = byId("numbers");
  const sentences = byId("sentences");
  const tag = byId("explain-tag");
  /** @type {Settings | null} */
  let settings = null;
  const chain = h(
    "button",
    {
      type: "button",
      class: "small",
      "data-testid": "chain-on-timeline",
      click() {
        const isShown = layersOf(settings).includes("chain");
        app.setLayers(switched(settings, "chain"));
        if (!isShown) byId("timeline").scrollIntoView({ block: "nearest", behavior: motion() });
      },
    },
    "Show the longest chain on the timeline",
  );
  const meanings = h("dl", {});
  numbers.after(
    h("p", { class: "chain-button" }, chain),
    h("details", { class: "meanings" }, h("summary", {}, "What these numbers mean"), meanings),
  );
  meanings.replaceChildren(
    ...MEANINGS.map(({ name, help }) => h("div", {}, h("dt", {}, name), h("dd", {}, help))),
  );
  const why = whenNeeded(hasMore, async () => (await import("./why.js")).createWhy(), app);

  const show = whenChanged(
    (
      /** @type {RunReport | undefined} */ report,
      /** @type {string[]} */ lesson,
      /** @type {string} */ silence,
    ) => {
      const items = report ? figures(report, silence !== "") : [];
      patchList(
        numbers,
        items,
        ({ name, value }) => name + value,
        ({ name, value, help }) => h("div", { title: help }, h("dt", {}, name), h("dd", {}, value)),
      );
      const texts = silence ? [silence] : (report?.explanation.sentences ?? []);
      const paragraphs = [
        ...texts.map((text) => ({ text, kind: "" })),
        ...lesson.map((text) => ({ text, kind: "lesson" })),
      ];
      patchList(
        sentences,
        paragraphs,
        ({ text, kind }) => kind + text,
        ({ text, kind }) => h("p", { class: kind || null }, ...prose(text)),
      );
    },
  );

  return (state) => {
    const track = spokenTrack(state);
    const isOver = track?.kind === "measured" && track.life === "ended" && track.report.end === "completed";
    settings = state.settings;
    setAttribute(chain, "aria-pressed", String(layersOf(settings).includes("chain")));
    why(state);
    show(track?.report, isOver ? (textsOf(state)?.lesson ?? NONE) : NONE, silenceOf(track));
    setText(tag, tagText(state, track));
  };
}

/** @type {string[]} */
const NONE = [];

/** @param {Track | null} track */
function silenceOf(track) {
  if (!track || !isSilent(track)) return "";
  if (track.life === "live") return "The worker is held up, and there is no word from it.";
  return "The worker was held up and told no more, so there is nothing to explain.";
}

/** The names of the figures, in their order, and their meanings. The longest chain is the critical path. */
const MEANINGS = [
  { name: "Total", help: "From the first to the last thing that happened." },
  {
    name: "Waits and work, added up",
    help: "What it would take if nothing overlapped: every wait for a timer or for the world outside, and all work.",
  },
  {
    name: "Longest chain",
    help: "The waits and the work that had to follow each other, if every timer were exact. No order of events could be shorter.",
  },
  { name: "Overhead", help: "Total less the longest chain: late timers, and the loop's own work." },
  {
    name: "Side by side",
    help: "Waits and work added up, divided by the total: 1× is one thing at a time, 2× is two things at once on average.",
  },
];

/** Is there more than numbers to show? @param {State} state */
function hasMore(state) {
  const track = spokenTrack(state);
  return (
    track !== null &&
    track.life !== "live" &&
    (track.kind === "measured" || track.report.explanation.overhead_parts.length > 0)
  );
}

/** @param {RunReport} report @param {boolean} silent  if so, the figures would be those of a part */
function figures({ explanation: e, untold_tasks }, silent) {
  // The waits of tasks that were not recorded are unknown.
  const atLeast = untold_tasks > 0 ? "≥ " : "";
  const found = [
    duration(e.total_ms),
    atLeast + duration(e.sum_of_waits_ms),
    duration(e.longest_chain_ms),
    duration(e.overhead_ms),
    e.total_ms > 0 ? atLeast + factor(e.concurrency) : "–",
  ];
  return MEANINGS.map((meaning, index) => ({ ...meaning, value: silent ? "–" : (found[index] ?? "") }));
}
