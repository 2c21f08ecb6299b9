// Below the listing: what Python says of it, and what a link with it is worth.

import { h, prose, setText, whenChanged } from "../ui/dom.js";
import { replaceKeepingFocus } from "../ui/focus.js";
import { aboutLength } from "../model/code.js";
import { isStale, settingsKey, spokenTrack } from "../model/state.js";
import { failureOf } from "./listing.js";

/** @import { App, Failure, OwnListing, Part, PythonEnd, State, Track } from "./types.js" */

const TOO_LONG =
  "This listing is too long for a link: it may have 200 KiB. It stays in this tab, also when you reload.";

/** @param {App} app @returns {Part} */
export function createSaid(app) {
  const failure = h("p", { class: "own-failure", role: "status", "data-testid": "own-failure" });
  const notes = h("ul", { class: "own-notes", "data-testid": "own-notes" });
  const link = h("p", { class: "note", role: "status", "data-testid": "own-link" });
  const element = h("div", { class: "own-said", hidden: true }, failure, notes, link);

  const list = whenChanged((/** @type {PythonEnd["notes"] | undefined} */ found = []) => {
    notes.hidden = found.length === 0;
    // Each prediction finds them anew, while somebody types or goes through them.
    replaceKeepingFocus(
      notes,
      ...found.map(({ text, line }) =>
        h(
          "li",
          {},
          ...prose(text),
          " ",
          line === 0
            ? null
            : h(
                "button",
                { type: "button", class: "link", click: () => app.showLine(line) },
                `Show line ${line}`,
              ),
        ),
      ),
    );
  });

  return {
    element,
    show(state, isShown) {
      element.hidden = !isShown;
      if (!isShown || !state.settings) return;
      const track = spokenTrack(state);
      const python = endOf(state, track);
      setText(failure, sentenceOf(failureOf(state, track), python?.problem || limitText(state, track)));
      // What a run has to say is known when it is over; what the prediction said is true until then.
      const { variant } = state.settings;
      list((python ?? (track?.life === "live" ? state.predicted[variant]?.python : undefined))?.notes);
      setText(link, linkText(state.own));
    },
  };
}

/** What there is to say of the newest text. @param {State} state @param {Track | null} track */
function endOf({ settings, own }, track) {
  const key = settings && settingsKey(settings);
  return own?.unpredicted?.key === key ? own?.unpredicted?.python : track?.python;
}

/** @param {Failure | null} failure @param {string} problem */
function sentenceOf(failure, problem) {
  if (problem) return problem;
  if (!failure) return "";
  return failure.line === 0 ? failure.message : `Line ${failure.line}: ${failure.message}`;
}

/** Why a prediction ended before the listing did. @param {State} state @param {Track | null} track */
function limitText(state, track) {
  return track && !isStale(state, track) && track.report.end === "poll-limit" ? track.report.end_text : "";
}

/** @param {OwnListing | null} own */
function linkText(own) {
  if (!own?.link) return "";
  return own.link.code === null ? TOO_LONG : (aboutLength(location.href) ?? "");
}
