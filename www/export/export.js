// "Take it with you": a run as a link, a file, a picture, a text, in other
// tools, and in another page.

import { fetchStyle, h, setText, whenChanged } from "../ui/dom.js";
import { fragmentOf } from "../model/own_link.js";
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
import { createInPage } from "./in_page.js";
import { button, disable, row } from "./rows.js";
import { copyText, saveFile } from "./save.js";

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

  const inPage = createInPage(app);

  body.append(
    h(
      "div",
      { class: "export" },
      ...[link, file, tools, picture, output, inPage].map(({ element }) => element),
    ),
  );

  const view = (/** @type {State} */ now) => {
    state = now;
    const { settings } = now;
    if (!settings) return;
    setText(holds, linkText(settings, now.own?.link?.code === null));
    disable(saveRun, measured() === null, measured() ? "" : hintOf(now));
    if (panel.checked) follow(measured());
    inPage.show(now);
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
