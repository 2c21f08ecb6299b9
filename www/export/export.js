// "Take it with you": a run as a link, a file, a picture, a text, in other
// tools, and in another page.

import { fetchStyle, h, setText, whenChanged } from "../ui/dom.js";
import { fragmentOf } from "../model/own_link.js";
import { lanes } from "../model/geometry.js";
import { isRecorded } from "../model/recorded.js";
import { isStale, spokenTrack } from "../model/state.js";
import { writeQuery } from "../model/url.js";
import { ask } from "../run/engine.js";
import { watchedOf } from "./cost.js";
import { ENDING, nameOf, pack } from "./file.js";
import { linkText } from "./link.js";
import { outputText } from "./lines.js";
import { openRun } from "./open.js";
import { clear, MOST_ENTRIES, showRun } from "./panel.js";
import { copyText, saveFile } from "./save.js";
import { COLUMN, heightOf, LOOKS, PARTS, snippet } from "./snippet.js";

/** @import { App, Render, State, Track } from "./types.js" */

/** @param {App} app @param {HTMLElement} body @returns {Render & { follows: true }} */
export function createExport(app, body) {
  fetchStyle("export/export.css");
  /** @type {State | null} */
  let state = null;

  /** The run that is shown and exported. */
  const track = () => (state ? spokenTrack(state) : null);
  /** That run, if it is measured and over. */
  const measured = () => {
    const found = track();
    return found?.kind === "measured" && found.life !== "live" ? found : null;
  };
  const address = () =>
    state?.settings
      ? new URL(writeQuery(state.settings) + fragmentOf(state), location.href).href
      : location.href;
  const name = () => (state?.settings ? nameOf(state.settings) : "run");

  // -- Link ------------------------------------------------------------------------

  const link = row("Link", "link");
  const holds = h("p", { class: "note" });
  link.add(
    button("copy-link", "Copy link", async () =>
      link.say(await copyText(address(), "take the address from its bar")),
    ),
  );
  link.body.append(holds);

  // -- File ------------------------------------------------------------------------

  const file = row("A run as a file", "file");
  const input = h("input", {
    type: "file",
    accept: ENDING,
    class: "sr-only",
    tabindex: -1,
    "aria-hidden": "true",
    "data-testid": "open-file",
    change: async () => {
      const chosen = input.files?.[0];
      if (!chosen) return;
      file.say("Opening.");
      const sentence = await openRun(app, chosen);
      // So that the same file can be chosen again.
      input.value = "";
      file.say(sentence);
    },
  });
  const saveRun = button("save-run", "Save this run", () => {
    const run = measured();
    const settings = state?.settings;
    // The program is not here to be saved; its file is.
    if (run && state?.recorded && isRecorded(settings ?? null)) {
      saveFile(state.recorded.name, state.recorded.bytes, "application/octet-stream");
      return file.say(`Saved as ${state.recorded.name}, as it was opened.`);
    }
    const wasm = run && !run.recording.instance.dead ? run.recording.instance.wasm : null;
    const trace = run && ask(run.recording, (run) => run.to_bytes());
    if (!run || !settings || !wasm || !trace || run.life === "live") {
      return file.say("There is no run to save: press Run first.");
    }
    const began = ask(run.recording, (run) => run.began_ms());
    const bytes = pack({
      settings,
      where: watchedOf(run)?.where ?? settings.where,
      life: run.life,
      began,
      app: wasm.version(),
      step: run.step,
      away: run.away,
      python: run.python,
      trace,
    });
    const called = `${nameOf(settings, began)}${ENDING}`;
    saveFile(called, bytes, "application/octet-stream");
    file.say(`Saved as ${called}.`);
  });
  file.add(
    saveRun,
    button("open-run", "Open a run…", () => input.click()),
    input,
  );
  file.body.append(
    h(
      "p",
      { class: "note" },
      "It holds the whole record and its settings, and opens here again by this button, or dropped anywhere on the page.",
    ),
  );

  // -- Other tools -----------------------------------------------------------------

  const tools = row("In other tools", "tools");
  tools.add(
    button("save-trace", "Save as a Chrome trace", () => {
      const run = track();
      const json = run && ask(run.recording, (run) => run.trace_json());
      if (!run || !json) return;
      saveFile(`${name()}-${run.kind}.json`, json, "application/json");
      tools.say("Saved. Perfetto opens it, and so does the Performance panel.");
    }),
  );
  const panel = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", "data-testid": "panel" }));
  panel.addEventListener("change", () => {
    if (panel.checked) return follow(measured());
    clear();
    tools.say("");
  });
  tools.body.append(
    h("label", { class: "check" }, panel, h("span", {}, "Show runs in the browser's Performance panel")),
    h(
      "p",
      { class: "note" },
      `Open the developer tools, begin to record in Performance, and press Run here: at the end of each run ` +
        `its spans, at most ${MOST_ENTRIES.toLocaleString("en-US")}, appear as tracks of their own. ` +
        `Firefox shows them among its markers.`,
    ),
  );
  const follow = whenChanged((/** @type {Track | null} */ run) => {
    if (run?.kind === "measured" && !run.saved) tools.say(showRun(run));
  });

  // -- Picture -----------------------------------------------------------------------

  const picture = row("The timeline as a picture", "picture");
  /** @param {"svg" | "png"} kind */
  const savePicture = async (kind) => {
    if (!state?.settings || !track()) return;
    try {
      const { drawPng, drawSvg } = await import("./picture.js");
      const drawn = drawSvg(state, { theme: theme.value, isClear: bare.checked });
      const called = `${name()}.${kind}`;
      if (kind === "svg") saveFile(called, drawn.svg, "image/svg+xml");
      else saveFile(called, await drawPng(drawn), "image/png");
      picture.say(`Saved as ${called}.`);
    } catch (error) {
      picture.say(`The picture could not be made: ${error instanceof Error ? error.message : error}`);
    }
  };
  const theme = h(
    "select",
    { "data-testid": "picture-theme", "aria-label": "Colours of the picture" },
    h("option", { value: "" }, "As on the page"),
    h("option", { value: "light" }, "Light"),
    h("option", { value: "dark" }, "Dark"),
  );
  const bare = /** @type {HTMLInputElement} */ (
    h("input", { type: "checkbox", "data-testid": "picture-clear" })
  );
  picture.add(
    theme,
    h("label", { class: "check" }, bare, h("span", {}, "without a ground")),
    button("save-svg", "Save as SVG", () => savePicture("svg")),
    button("save-png", "Save as PNG", () => savePicture("png")),
  );
  picture.body.append(
    h(
      "p",
      { class: "note" },
      "All that the timeline shows now: with wakes, the longest chain and the marker, if they are there. An SVG stays sharp at any size.",
    ),
  );

  // -- Output ------------------------------------------------------------------------

  const output = row("The output as text", "output");
  const text = () => {
    const run = track();
    return state?.settings && run ? outputText(state.settings, run) : "";
  };
  output.add(
    button("copy-output", "Copy output", async () =>
      output.say(await copyText(text(), "save the output instead")),
    ),
    button("save-output", "Save output", () => {
      saveFile(`${name()}.txt`, text(), "text/plain");
      output.say(`Saved as ${name()}.txt.`);
    }),
  );

  output.body.append(
    h("p", { class: "note" }, "Every line with its task and its time in ms, to the microsecond."),
  );

  // -- Another page --------------------------------------------------------------------

  const embed = row("In another page", "embed");
  const code = h("textarea", {
    class: "snippet",
    rows: 6,
    readonly: true,
    spellcheck: "false",
    "aria-label": "HTML to embed this",
    "data-testid": "snippet",
  });
  const boxes = PARTS.map(({ id, name }) => ({
    id,
    input: /** @type {HTMLInputElement} */ (
      h("input", {
        type: "checkbox",
        "data-testid": `embed-${id}`,
        change: () => app.redraw(),
      })
    ),
    name,
  }));
  const looks = LOOKS.map((look) => ({
    look,
    input: /** @type {HTMLInputElement} */ (
      h("input", { type: "checkbox", "data-testid": `embed-${look}`, change: () => app.redraw() })
    ),
  }));
  embed.body.prepend(
    h(
      "fieldset",
      { class: "embed-parts" },
      h("legend", {}, "Besides the timeline and Run, show"),
      ...boxes.map(({ input, name }) => h("label", { class: "check" }, input, h("span", {}, name))),
    ),
    h(
      "fieldset",
      { class: "embed-parts" },
      h("legend", {}, "Colours"),
      ...looks.map(({ look, input }) => h("label", { class: "check" }, input, h("span", {}, look))),
    ),
    code,
    h(
      "p",
      { class: "note" },
      `The height is that of a column of ${COLUMN} pixels; the frame also says by a message how high it is. ` +
        "Neither light nor dark: as the reader's system has it. Transparent: as the page around it.",
    ),
  );
  embed.add(
    button("copy-snippet", "Copy HTML", async () => {
      const sentence = await copyText(code.value, "select the HTML and copy it");
      if (sentence !== "Copied.") code.select();
      embed.say(sentence);
    }),
  );
  const showSnippet = whenChanged((/** @type {string} */ html) => (code.value = html));

  body.append(
    h(
      "div",
      { class: "export" },
      ...[link, file, tools, picture, output, embed].map(({ element }) => element),
    ),
  );

  const view = (/** @type {State} */ now) => {
    state = now;
    const { settings } = now;
    if (!settings) return;
    setText(holds, linkText(settings, now.own?.link?.code === null));
    disable(saveRun, measured() === null, measured() ? "" : hintOf(now));
    if (panel.checked) follow(measured());
    const parts = boxes.filter(({ input }) => input.checked).map(({ id }) => id);
    const chosen = looks.filter(({ input }) => input.checked).map(({ look }) => look);
    const report = track()?.report;
    const high = (/** @type {"predicted" | "measured"} */ kind) =>
      lanes(kind, report?.lanes ?? 1, false, false).total;
    const height = heightOf(parts, {
      measured: high("measured"),
      predicted: high("predicted"),
      settings: document.querySelectorAll("#params .param:not([hidden])").length + 1,
      variants: settings.program.variants.length,
      lines: report?.output.length ?? 0,
    });
    const rounded = Math.ceil(height / 10) * 10;
    showSnippet(snippet(settings, [...parts, ...chosen], location.href, rounded, fragmentOf(now)));
  };
  // The switch for the Performance panel works on when the tool is closed.
  return Object.assign(view, { follows: /** @type {const} */ (true) });
}

/** Says why there is nothing to save. @param {State} state */
function hintOf(state) {
  const old = state.settings && state.measured[state.settings.variant];
  return old && isStale(state, old)
    ? "The settings have changed since the run. Run again to save one."
    : "Only a measured run can be saved. Run it first.";
}

/** @param {string} title @param {string} id */
function row(title, id) {
  const buttons = h("div", { class: "export-buttons" });
  const status = h("p", { class: "export-status", role: "status", "data-testid": `took-${id}` });
  const body = h("div", { class: "export-body" }, buttons, status);
  const element = h(
    "section",
    { class: "export-row", "aria-labelledby": `export-${id}` },
    h("h3", { id: `export-${id}` }, title),
    body,
  );
  return {
    element,
    body,
    /** @param {...HTMLElement} added */
    add: (...added) => buttons.append(...added),
    /** @param {string} sentence */
    say: (sentence) => setText(status, sentence),
  };
}

/** @param {string} id @param {string} words @param {() => void} act */
function button(id, words, act) {
  const element = h(
    "button",
    {
      type: "button",
      class: "small",
      "data-testid": id,
      click: () => {
        if (element.getAttribute("aria-disabled") !== "true") act();
      },
    },
    words,
  );
  return element;
}

/** @param {HTMLElement} element @param {boolean} isDisabled @param {string} why */
function disable(element, isDisabled, why) {
  if (isDisabled) element.setAttribute("aria-disabled", "true");
  else element.removeAttribute("aria-disabled");
  element.title = why;
}
