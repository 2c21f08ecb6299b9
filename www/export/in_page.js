// The run in another page: the lines to copy, and what is shown in the frame.

import { byId, h, whenChanged } from "../ui/dom.js";
import { lanes } from "../model/geometry.js";
import { isOwn } from "../model/own.js";
import { fragmentOf } from "../model/own_link.js";
import { spokenTrack } from "../model/state.js";
import { button, row } from "./rows.js";
import { copyText } from "./save.js";
import { COLUMN, heightOf } from "./heights.js";
import { PARTS, script, snippet, THEMES } from "./snippet.js";

/** @import { App, State } from "./types.js" */

/** @param {App} app */
export function createInPage(app) {
  const embed = row("In another page", "embed");
  const redraw = { change: () => app.redraw() };
  /** @param {string} id @param {string} name */
  const box = (id, name) => {
    const input = /** @type {HTMLInputElement} */ (
      h("input", { type: "checkbox", "data-testid": `embed-${id}`, ...redraw })
    );
    return { id, input, label: h("label", { class: "check" }, input, h("span", {}, name)) };
  };
  const boxes = PARTS.map(({ id, name }) => box(id, name));
  const clear = box("transparent", "without a ground");
  const theme = h(
    "select",
    { "data-testid": "embed-theme", "aria-label": "Colours of the frame", ...redraw },
    ...THEMES.map(({ id, name }) => h("option", { value: id }, name)),
  );
  const frame = code("snippet", "HTML to embed this", 5);
  const line = code("script-line", "A line for articles", 1);
  line.value = script(location.href);
  const article = h(
    "a",
    { href: new URL("article.html", location.href).href, target: "_blank" },
    "an article",
  );

  /** @param {HTMLTextAreaElement} from */
  const copy = async (from) => {
    const sentence = await copyText(from.value, "select the HTML and copy it");
    if (sentence !== "Copied.") from.select();
    embed.say(sentence);
  };
  embed.body.prepend(
    h(
      "fieldset",
      { class: "embed-parts" },
      h("legend", {}, "Besides the timeline and Run, show"),
      ...boxes.map(({ label }) => label),
    ),
    h("div", { class: "embed-parts" }, theme, clear.label),
    frame,
    h(
      "p",
      { class: "note" },
      `The height is about what it takes in a column of ${COLUMN} pixels. Without a ground: as the page around it.`,
    ),
  );
  embed.add(button("copy-snippet", "Copy HTML", () => copy(frame)));
  embed.body.append(
    h("h4", {}, "For a whole article"),
    line,
    h(
      "p",
      { class: "note" },
      "Once in a page, this line gives each of its listings of Python that use asyncio a button that runs it in its " +
        "place, and keeps every frame as high as what it shows. This is ",
      article,
      " with it.",
    ),
    h(
      "div",
      { class: "export-buttons" },
      button("copy-line", "Copy the line", () => copy(line)),
    ),
  );
  const showSnippet = whenChanged((/** @type {string} */ html) => (frame.value = html));

  return {
    element: embed.element,
    /** @param {State} state */
    show(state) {
      const { settings } = state;
      if (!settings) return;
      const parts = boxes.filter(({ input }) => input.checked).map(({ id }) => id);
      const looks = [theme.value, clear.input.checked ? clear.id : ""].filter((look) => look !== "");
      // Of what is predicted: a run says more, and how much more is allowed for.
      const report = (state.predicted[settings.variant] ?? spokenTrack(state))?.report;
      const high = (/** @type {"predicted" | "measured"} */ kind) =>
        lanes(kind, report?.lanes ?? 1, false, false).total;
      const caption = byId("caption");
      const height = heightOf(parts, {
        measured: high("measured"),
        predicted: high("predicted"),
        settings: document.querySelectorAll("#params .param:not([hidden])").length + 1,
        variants: settings.program.variants.length,
        lines: report?.output.length ?? 0,
        caption: caption.hidden || isOwn(settings) ? "" : (caption.textContent ?? ""),
        own: isOwn(settings) ? (settings.code ?? "").split("\n").length : null,
        sentences: report?.explanation.sentences ?? [],
        warnings: report?.warnings.map(({ text }) => text) ?? [],
      });
      const rounded = Math.ceil(height / 10) * 10;
      showSnippet(snippet(settings, [...parts, ...looks], location.href, rounded, fragmentOf(state)));
    },
  };
}

/** @param {string} id @param {string} label @param {number} rows */
function code(id, label, rows) {
  return h("textarea", {
    class: rows > 1 ? "snippet" : "snippet one-line",
    rows,
    readonly: true,
    spellcheck: "false",
    "aria-label": label,
    "data-testid": id,
  });
}
