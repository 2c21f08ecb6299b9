// "Why this long?": a few numbers, and the same in words.

import { byId, h, patchList, prose, setText, whenChanged } from "../dom.js";
import { duration, factor } from "../model/format.js";
import { isSilent, spokenTrack, textsOf } from "../model/state.js";
import { tagText } from "./output.js";

/** @param {App} _app @returns {View} */
export function createExplanation(_app) {
  const numbers = byId("numbers");
  const sentences = byId("sentences");
  const tag = byId("explain-tag");

  const show = whenChanged((/** @type {RunReport | undefined} */ report, /** @type {string[]} */ lesson, /** @type {string} */ silence) => {
    const items = report ? figures(report, silence !== "") : [];
    patchList(numbers, items, ({ name, value }) => name + value, ({ name, value, help }) =>
      h("div", { title: help }, h("dt", {}, name), h("dd", {}, value)));
    const texts = silence ? [silence] : (report?.explanation.sentences ?? []);
    const paragraphs = [...texts.map((text) => ({ text, kind: "" })), ...lesson.map((text) => ({ text, kind: "lesson" }))];
    patchList(sentences, paragraphs, ({ text, kind }) => kind + text, ({ text, kind }) => h("p", { class: kind || null }, ...prose(text)));
  });

  return (state) => {
    const track = spokenTrack(state);
    const isOver = track?.kind === "measured" && track.life === "ended" && track.report.end === "completed";
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

/** @param {RunReport} report @param {boolean} silent  Then the figures would be of a part. */
function figures({ explanation: e }, silent) {
  const found = [
    { name: "Total", value: duration(e.total_ms), help: "From the first to the last thing that happened." },
    { name: "Waits and work, added up", value: duration(e.sum_of_waits_ms), help: "What it would take if nothing overlapped." },
    { name: "Longest chain", value: duration(e.longest_chain_ms), help: "The waits that had to follow each other. No order of events could be shorter." },
    { name: "Overhead", value: duration(e.overhead_ms), help: "Total less the longest chain: late timers, and the loop's own work." },
    { name: "Side by side", value: e.total_ms > 0 ? factor(e.concurrency) : "–", help: "Waits and work added up, divided by the total." },
  ];
  return silent ? found.map((one) => ({ ...one, value: "–" })) : found;
}
