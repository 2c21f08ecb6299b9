// The listing of a person, in an editor. Where that cannot be had, the listing is shown as all others are.

import { byId, h, motion, whenChanged } from "../ui/dom.js";
import { isStale, settingsKey, spokenTrack } from "../model/state.js";
import { linesOfTasks } from "../run/spans.js";
import { momentOf } from "../cursor/moments.js";

/** @import { App, Editor, Failure, Moment, Own, Part, Problem, Replace, RunReport, State, Track } from "./types.js" */

const NO_EDITOR = "The editor could not be fetched, so the listing cannot be changed here. Please reload.";

/** @param {App} app @param {Own} own @returns {Promise<Part & { replace: Replace, setParameters: Editor["setParameters"] }>} */
export async function createListing(app, own) {
  const listing = byId("listing");
  const element = h("div", {
    class: "own-editor",
    id: "own-editor",
    "data-testid": "own-editor",
    hidden: true,
  });
  listing.after(element);
  const create = await import("../editor/editor.js").then(
    ({ createEditor }) => createEditor,
    () => null,
  );
  if (!create) app.complain(new Error(NO_EDITOR));
  /** @type {Editor | null} */
  let editor = null;
  /** What the editor holds. */
  let text = "";
  /** How many texts it has been given: each is without marks. */
  let texts = 0;
  /** @type {State["goal"]} */
  let reached = null;
  /** The moment whose line has come into view. @type {Moment | null} */
  let followed = null;

  /** @param {string} code */
  function put(code) {
    if (!create || code === text) return;
    text = code;
    texts += 1;
    // What comes in place of it can be taken back, as all that people do here.
    if (editor) return editor.setText(code, { keepUndo: true });
    editor = create(element, {
      text: code,
      label: "Your own Python",
      onChange(changed) {
        text = changed;
        own.setText(changed, true);
      },
      onRun: () => byId("run").click(),
    });
  }

  /** The editor, for somebody who is far below it. */
  function bringIntoView() {
    const { top, bottom } = element.getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight) return;
    element.scrollIntoView({ block: "center", behavior: motion() });
  }

  const mark = whenChanged(
    (
      /** @type {Editor | null} */ editor,
      /** @type {RunReport | undefined} */ report,
      /** @type {Moment | null} */ moment,
      /** @type {number | null} */ pointed,
      /** @type {Failure | null} */ failure,
      /** @type {number} */ _texts,
    ) => {
      editor?.setMarks({
        standing: standingOf(moment),
        acted: moment?.acted ?? [],
        lanes: report ? linesOfTasks(report) : [],
        pointed,
        problems: failure ? problemsOf(failure) : [],
      });
    },
  );

  return {
    element,
    /** Replaces a stretch of the text, as a slider does, and returns the whole text. */
    replace(from, to, insert, how) {
      editor?.replaceRange(from, to, insert, how);
      text = editor?.text() ?? text;
      own.setText(text, false);
      return text;
    },
    setParameters: (parameters) => editor?.setParameters(parameters),
    show(state, isShown) {
      const { settings, inspected, goal } = state;
      const code = isShown ? settings?.code : undefined;
      element.hidden = code === undefined || !create;
      listing.hidden = isShown && !element.hidden;
      if (code === undefined || !settings) return;
      put(code);
      const track = spokenTrack(state);
      // Of another text, lines mean something else.
      const report = track && !isStale(state, track) ? track.report : undefined;
      const moment = (report && momentOf(app, state)?.moment) ?? null;
      const line = report ? (state.line ?? inspected?.span?.line ?? null) : null;
      mark(editor, report, moment, line, failureOf(state, track), texts);
      const lit = moment !== followed && settings.cursor ? moment?.acted.at(-1) : undefined;
      followed = moment;
      if (lit) editor?.scrollToLine(lit.line);
      if (editor && goal && goal !== reached) {
        reached = goal;
        editor.scrollToLine(goal.line);
        editor.focus();
        bringIntoView();
      }
      if (editor && line !== null && (state.line !== null || inspected?.by !== "pointer")) {
        editor.scrollToLine(line);
      }
    },
  };
}

/** Who stands at which line at a moment. @param {Moment | null} moment */
function standingOf(moment) {
  return (moment?.tasks ?? []).flatMap(({ line, lane, name, words }) =>
    line === null ? [] : [{ line, lane, name, words }],
  );
}

/**
 * The exception that ended it: of the newest text that was predicted or run.
 * @param {State} state @param {Track | null} track
 */
export function failureOf({ settings, own }, track) {
  if (!settings) return null;
  const key = settingsKey(settings);
  if (own?.unpredicted?.key === key) return own.unpredicted.python.failure;
  return track?.settings === key ? (track.python?.failure ?? null) : null;
}

/** @param {Failure} failure @returns {Problem[]} */
function problemsOf(failure) {
  const { line, column, end_line, end_column, parts } = failure;
  // What a task group raises is in its parts; each has a line of its own.
  const inner = parts.flatMap(problemsOf);
  if (line === 0) return inner;
  const own = {
    line,
    column: column || null,
    endLine: end_line || null,
    endColumn: end_column || null,
    message: failure.message,
  };
  return [own, ...inner.filter((problem) => problem.line !== line)];
}
