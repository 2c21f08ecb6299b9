// The moment at the cursor: which tasks were ready and in which order, which
// slept until when, and what each task was doing.

import { byId, h, prose, setText, whenChanged } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { count, duration } from "../model/format.js";
import { colourOfLane } from "../model/colours.js";
import { momentOf } from "./moments.js";
import { moreInWords } from "./steps.js";

/** @import { App, Moment, Render, Track } from "./types.js" */

/** At most this many rows of a list are in view; the rest scrolls. */
const MOST_ROWS = 6;
/** At most this many chips fit on a line. */
const FEW = 4;

/** @typedef {(chip: HTMLElement, task: Moment["ready"][number], place: number, moment: Moment, track: Track) => void} Decorate */

/**
 * Functions that add something to the chips of the ready queue. Each is called for each chip whenever
 * the moment changes. A chip has `data-task` and `data-place`.
 * @type {Set<Decorate>}
 */
export const chipDecorators = new Set();

/** @param {App} app @returns {Render} */
export function createMoment(app) {
  const root = byId("moment");
  const last = h("p", { class: "moment-last", "data-testid": "moment-last" });
  const now = h("p", { class: "moment-now", "data-testid": "moment-now" });
  const ready = part(
    "ready-queue",
    "Ready queue",
    "Those who can go on. The loop takes the next from the front, unless it is told otherwise.",
  );
  const sleeping = part("sleeping", "Timers", "Who sleeps, and how long still.");
  const tasks = part("tasks-now", "Tasks", "What each task is doing.");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "Inside the loop, at the cursor");
  root.append(h("div", { class: "moment-words" }, last, now), ready.element, sleeping.element, tasks.element);

  const show = whenChanged((/** @type {Moment} */ moment, /** @type {Track} */ track) => {
    last.replaceChildren(...prose(moment.last));
    now.replaceChildren(...prose(moment.now));
    showReady(moment, track);
    showSleeping(moment);
    showTasks(moment);
  });

  // As high as the tasks of this run can need, so that nothing moves while it plays.
  const reserve = whenChanged((/** @type {number} */ tasks) => {
    root.style.setProperty("--rows", String(Math.max(2, Math.min(MOST_ROWS, tasks))));
    root.classList.toggle("few", tasks <= FEW);
  });

  /** @param {Moment} moment @param {Track} track */
  function showReady(moment, track) {
    setText(ready.count, String(moment.ready_count));
    const next = moment.running ? null : (moment.next?.place ?? null);
    patchList(
      ready.list,
      moment.ready,
      (task) => `${task.task} ${task.name} ${task.why}`,
      (task) =>
        h(
          "li",
          {
            class: `chip task-${colourOfLane(task.lane)}`,
            "data-task": task.task,
            title: `${plain(task.name)}: ${plain(task.why)}`,
          },
          h("span", { class: "name" }, task.name),
          h("span", { class: "chip-why" }, plain(task.why)),
        ),
    );
    [...ready.list.children].forEach((element, place) => {
      const chip = /** @type {HTMLElement} */ (element);
      chip.dataset["place"] = String(place);
      chip.classList.toggle("next", place === next);
      if (place === next) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
      const task = moment.ready[place];
      if (task) for (const decorate of chipDecorators) decorate(chip, task, place, moment, track);
    });
    setText(
      ready.note,
      moreInWords(moment.ready.length, moment.ready_count) ||
        (moment.ready_count === 0 ? "Nobody is ready." : ""),
    );
  }

  /** @param {Moment} moment */
  function showSleeping(moment) {
    setText(sleeping.count, String(moment.sleeping_count));
    patchList(
      sleeping.list,
      moment.sleeping,
      (sleeper) => `${sleeper.task} ${sleeper.name} ${sleeper.due_ms}`,
      (sleeper) =>
        h(
          "li",
          { class: `task-${colourOfLane(sleeper.lane)}` },
          h("span", { class: "name" }, sleeper.name),
          h("span", { class: "left" }),
          h("span", { class: "rest", "aria-hidden": "true" }, h("i", {})),
        ),
    );
    moment.sleeping.forEach((sleeper, index) => {
      const row = sleeping.list.children[index];
      const [left, rest] = [row?.children[1], row?.children[2]?.firstElementChild];
      if (left) setText(left, `${duration(sleeper.left_ms)} left, due at ${duration(sleeper.due_ms)}`);
      const length = sleeper.due_ms - sleeper.since_ms;
      if (rest) {
        const share =
          length > 0 ? Math.max(0, Math.min(100, (100 * sleeper.left_ms) / length)).toFixed(1) : 0;
        /** @type {HTMLElement} */ (rest).style.width = `${share}%`;
      }
    });
    setText(
      sleeping.note,
      moreInWords(moment.sleeping.length, moment.sleeping_count) ||
        (moment.sleeping_count === 0 ? "Nobody sleeps." : ""),
    );
  }

  /** @param {Moment} moment */
  function showTasks(moment) {
    setText(tasks.count, String(moment.task_count));
    patchList(
      tasks.list,
      moment.tasks,
      (task) => `${task.id} ${task.name} ${task.line}`,
      (task) =>
        h(
          "li",
          { class: `task-${colourOfLane(task.lane)}`, "data-task": task.id },
          h("span", { class: "name" }, task.name),
          h("span", { class: "doing" }),
          task.line === null
            ? null
            : h(
                "button",
                {
                  type: "button",
                  class: "link",
                  click: () => app.showLine(/** @type {number} */ (task.line), task.file),
                },
                task.place ?? "",
              ),
        ),
    );
    moment.tasks.forEach((task, index) => {
      const row = tasks.list.children[index];
      const doing = row?.children[1];
      if (doing) setText(doing, plain(task.words));
      if (row) /** @type {HTMLElement} */ (row).dataset["state"] = String(task.state);
    });
    setText(
      tasks.note,
      [moreInWords(moment.tasks.length, moment.task_count), over(moment)].filter(Boolean).join("; "),
    );
  }

  return (state) => {
    const found = momentOf(app, state);
    root.hidden = !found;
    root.closest(".first")?.classList.toggle("with-moment", !root.hidden);
    if (!found) return;
    reserve(found.track.report.lanes);
    show(found.moment, found.track);
  };
}

/** @param {Moment} moment */
function over({ completed, cancelled }) {
  const parts = [
    completed > 0 ? `${count(completed)} done` : "",
    cancelled > 0 ? `${count(cancelled)} cancelled` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** @param {string} id @param {string} title @param {string} what */
function part(id, title, what) {
  const number = h("span", { class: "moment-count" });
  const list = h("ol", {
    class: `moment-list ${id}`,
    "data-testid": id,
    tabindex: 0,
    "aria-labelledby": `${id}-title`,
  });
  const note = h("p", { class: "note", "data-testid": `${id}-note` });
  const element = h(
    "section",
    { class: `moment-part part-${id}` },
    h("div", { class: "moment-head" }, h("h3", { id: `${id}-title`, title: what }, title, " ", number), note),
    list,
  );
  return { element, list, note, count: number };
}

/** @param {string} text */
function plain(text) {
  return text.replaceAll("`", "");
}
