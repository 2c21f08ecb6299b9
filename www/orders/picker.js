// Chooses by hand: whenever several tasks are ready, there is a button for each.

import { h, prose, setText } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { duration } from "../model/format.js";
import { colourOfTask } from "../model/colours.js";
import { chosenVariant, settingsKey } from "../model/state.js";
import { spokenLanguage } from "../model/twin_lines.js";
import { sourceOf, textOf } from "./source.js";
import { nth, openChoice, whyReady } from "./words.js";

/** @import { App, Choices, Settings, State, Track } from "./types.js" */

/** @param {App} app */
export function createPicker(app) {
  /** @type {number[]} */
  let picks = [];
  let asked = "";
  /** The button that was pressed is gone, and the focus with it. */
  let wantsFocus = false;

  const status = h("p", { class: "orders-next", role: "status", "data-testid": "choice" });
  const queue = h("ol", {
    class: "orders-queue",
    "aria-label": "Ready, in the order of the queue",
    "data-testid": "queue",
  });
  const made = h("ol", { class: "orders-made", "aria-label": "Your choices", "data-testid": "made" });
  const undo = h(
    "button",
    { type: "button", class: "small", "data-testid": "undo-pick", click: () => pick(picks.slice(0, -1)) },
    "Undo",
  );
  const restart = h(
    "button",
    { type: "button", class: "small quiet", "data-testid": "restart-picks", click: () => pick([]) },
    "Start over",
  );
  const look = h(
    "button",
    { type: "button", class: "small quiet", "data-testid": "see-choice" },
    "See this moment on the timeline",
  );
  const note = h("p", { class: "note" });
  const buttons = h("div", { class: "orders-buttons" }, undo, restart, look);
  const element = h(
    "div",
    { class: "orders-picker", "data-testid": "picker", hidden: true },
    made,
    status,
    queue,
    buttons,
    note,
  );

  /** @param {number[]} next */
  function pick(next) {
    wantsFocus = true;
    app.setOrder(next.length === 0 ? "fifo" : { picks: next });
  }

  /** @param {State} state @param {Choices} choices */
  function fill(state, choices) {
    const report = state.predicted[chosenVariant(/** @type {Settings} */ (state.settings)).id]?.report;
    /** @param {number} task */
    const colour = (task) => `task-${report ? colourOfTask(report, task) : 0}`;
    const { open, earlier } = choices;
    patchList(
      made,
      choices.made,
      (choice) => JSON.stringify([choice, colour(choice.task)]),
      (choice) =>
        h(
          "li",
          {},
          h("span", { class: `name ${colour(choice.task)}` }, choice.name),
          h(
            "span",
            { class: "of" },
            ` ${nth(choice.place + 1)} of ${choice.of}, at ${duration(choice.at_ms)}`,
          ),
        ),
    );
    made.setAttribute("start", String(earlier + 1));
    made.hidden = choices.made.length === 0;
    setText(status, openChoice(choices));
    patchList(
      queue,
      open?.ready ?? [],
      (candidate) =>
        JSON.stringify([candidate, picks.length, colour(candidate.task), whyReady(state, candidate)]),
      (candidate, place) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "orders-candidate",
              "data-task": candidate.task,
              "data-place": place,
              click: () => pick([...picks, place]),
            },
            h("span", { class: `name ${colour(candidate.task)}` }, candidate.name),
            h("span", { class: "orders-why" }, ...prose(whyReady(state, candidate))),
          ),
        ),
    );
    queue.hidden = open === null;
    undo.hidden = restart.hidden = picks.length === 0;
    look.hidden = open === null;
    look.onclick = () => open && app.setCursor({ at: open.at_ms, poll: open.polls });
    const more =
      open && open.of > open.ready.length ? `The first ${open.ready.length} of ${open.of} are listed. ` : "";
    setText(
      note,
      open
        ? `${more}Until you pick, everything that follows is first in, first out: that is what the page shows.`
        : "",
    );
    if (!wantsFocus) return;
    wantsFocus = false;
    const next = queue.querySelector("button") ?? (undo.hidden ? null : undo);
    if (!element.contains(document.activeElement) || document.activeElement === document.body) next?.focus();
  }

  /** @param {State} state @param {string} key @param {Track} track */
  async function ask(state, key, track) {
    const source = sourceOf(app, /** @type {Settings} */ (state.settings));
    try {
      const choices = await source.choices(track, picks);
      if (asked === key && choices) fill(state, choices);
    } catch (error) {
      if (asked !== key) return;
      queue.replaceChildren();
      const sentence = source.problem(error);
      setText(status, sentence ?? String(error));
      if (sentence === null) app.complain(error);
    }
  }

  return {
    element,
    /** @param {State} state */
    show(state) {
      const { settings } = state;
      const track = settings && state.predicted[settings.variant];
      // Asked after the prediction, which shows that the program comes to an end.
      if (!settings || !track || track.settings !== settingsKey(settings)) return;
      const key = `${settings.variant} ${track.settings} ${spokenLanguage(state)} ${textOf(settings) ?? ""}`;
      if (key === asked) return;
      asked = key;
      picks = settings.order !== "fifo" && "picks" in settings.order ? settings.order.picks : [];
      ask(state, key, track);
    },
  };
}
