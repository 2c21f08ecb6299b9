// "Why this long?": a few numbers, and the same in words.

import { byId, h, motion, prose, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { duration, measured } from "../model/format.js";
import { isBelowStep } from "../model/measured.js";
import { againstOverhead, chainShown, factor } from "../model/differences.js";
import { asSentence, clockSentence, stepText } from "../model/worth.js";
import { isSilent, isStale, spokenTrack, textsOf } from "../model/state.js";
import { layersOf, switched } from "../model/layers.js";
import { whenNeeded } from "../ui/lazy.js";
import { tagText } from "./output.js";

/** @import { App, Render, RunReport, Settings, State, Track } from "./types.js" */

/** @param {App} app @returns {Render} */
export function createExplanation(app) {
  const numbers = byId("numbers");
  const sentences = byId("sentences");
  const tag = byId("explain-tag");
  const remember = byId("remember");
  /** @type {Settings | null} */
  let settings = null;
  const showPath = h(
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
  numbers.after(h("p", { class: "chain-button" }, showPath));
  byId("more").append(h("h3", {}, "What these numbers mean"), meanings);
  meanings.replaceChildren(
    ...MEANINGS.map(({ name, help }) => h("div", {}, h("dt", {}, name), h("dd", {}, help))),
  );
  const why = whenNeeded(hasMore, async () => (await import("./why.js")).createWhy(), app);

  const show = whenChanged(
    (
      /** @type {RunReport | undefined} */ report,
      /** @type {string} */ silence,
      /** @type {Pick<Track, "step" | "mark">} */ how,
      /** @type {RunReport | null} */ predicted,
    ) => {
      const items = report ? figures(report, silence !== "", how) : [];
      patchList(
        numbers,
        items,
        ({ name, value }) => name + value,
        ({ name, value, help }) => h("div", { title: help }, h("dt", {}, name), h("dd", {}, value)),
      );
      const texts = silence ? [silence] : report ? sentencesOf(report, how, predicted) : [];
      patchList(
        sentences,
        texts,
        (text) => text,
        (text) => h("p", {}, ...prose(text)),
      );
    },
  );

  /** What to take home from a run, once it has ended well. */
  const teach = whenChanged((/** @type {string[]} */ lesson) => {
    remember.hidden = lesson.length === 0;
    byId("lesson").replaceChildren(...lesson.map((text) => h("p", {}, ...prose(text))));
  });

  return (state) => {
    const track = spokenTrack(state);
    const isOver =
      track?.kind === "measured" &&
      track.life === "ended" &&
      track.report.end === "completed" &&
      !track.report.failure;
    const prediction = track && track.pin === undefined ? state.predicted[track.variant] : undefined;
    settings = state.settings;
    setAttribute(showPath, "aria-pressed", String(layersOf(settings).includes("chain")));
    why(state);
    show(
      track?.report,
      silenceOf(track),
      track?.kind === "measured" ? track : EXACT,
      isOver && prediction && !isStale(state, prediction) ? prediction.report : null,
    );
    teach(isOver ? (textsOf(state)?.lesson ?? NONE) : NONE);
    setText(tag, tagText(state, track));
  };
}

/** @type {string[]} */
const NONE = [];
/** What a prediction is: there was no clock. */
const EXACT = {};

/**
 * What is wrong with the times comes first. How late timers were is not said of a run that was kept
 * from going on, nor where the clock was too coarse to show it.
 * @param {RunReport} report @param {Pick<Track, "step" | "mark">} how @param {RunReport | null} predicted
 */
function sentencesOf(report, how, predicted) {
  const { sentences, beyond, overhead_ms } = report.explanation;
  const isBelow = isBelowStep(overhead_ms, how);
  const instead = isBelow
    ? `What it took beyond what was asked for is less than a step of the clock, ${stepText(how.step ?? null)}: too little to tell what it was.`
    : "";
  const joined = predicted ? againstOverhead(report, predicted) : "";
  const found = sentences.map((text, place) =>
    place !== beyond ? text : how.mark ? "" : isBelow ? instead : `${text} ${joined}`.trim(),
  );
  return [asSentence(how.mark ?? ""), clockSentence(how), ...found].filter((text) => text !== "");
}

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
    help:
      "Waits and work added up, divided by the total: 1× is one thing at a time, 2× is two things at once on " +
      "average. Below 1×, nobody waited or worked for a part of the time: that was overhead.",
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

/**
 * @param {RunReport} report
 * @param {boolean} silent  if so, the figures would be those of a part
 * @param {Pick<Track, "step" | "mark">} how
 */
function figures({ explanation: e, unrecorded_tasks }, silent, how) {
  // The waits of tasks that were not recorded are unknown.
  const atLeast = unrecorded_tasks > 0 ? "≥ " : "";
  const found = [
    measured(e.total_ms, how),
    atLeast + duration(e.sum_of_waits_ms),
    chainShown(e),
    isBelowStep(e.overhead_ms, how)
      ? `< ${stepText(how.step ?? null).replace(/^about |^at least /, "")}`
      : measured(e.overhead_ms, how),
    e.total_ms > 0 ? atLeast + factor(e.concurrency) : "–",
  ];
  return MEANINGS.map((meaning, index) => ({ ...meaning, value: silent ? "–" : (found[index] ?? "") }));
}
