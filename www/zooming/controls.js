// The row above the axis: buttons, the stretch that is shown in words, and the
// overview. Below it is a row with the same for lanes, if there are very many.

import { h, setAttribute, setText } from "../ui/dom.js";
import { MOST_HEIGHT } from "../model/geometry.js";
import { count } from "../model/format.js";
import { inWords, possible } from "../model/zoom.js";

/** @import { Frame, Surface, Zoom, ZoomActions } from "./types.js" */

/** Of more lanes than this, only some are drawn where they share pixels, see `Run.cells`. */
const MOST_LANES = 32_768;
/** Screen readers announce the stretch that is shown when it has not changed for this time, ms. */
const REST = 500;

/** @param {Surface} surface @param {ZoomActions} act */
export function createControls(surface, act) {
  const words = h("span", {
    class: "zoom-words zoom-stretch",
    "data-testid": "zoom-words",
    "aria-hidden": "true",
  });
  const status = h("span", { class: "sr-only", role: "status" });
  const farther = button("zoom-out", "−", "Zoom out", () => act.step(false));
  const closer = button("zoom-in", "+", "Zoom in", () => act.step(true));
  const fit = button("zoom-fit", "Fit", "Fit the whole run", act.fit);
  const strip = h("div", { class: "overview", "data-testid": "overview", "aria-hidden": "true" });
  const laneWords = h("span", { class: "zoom-words", "data-testid": "lane-words" });
  const thinner = button("lanes-thinner", "−", "Thinner lanes", () => act.thicker(false));
  const thicker = button("lanes-thicker", "+", "Thicker lanes", () => act.thicker(true));
  const all = button("lanes-fit", "Fit", "Fit all lanes", () =>
    act.setThickness(surface.thickness === "fit" ? null : "fit"),
  );
  const laneRow = h(
    "div",
    { class: "zoom-row", role: "group", "aria-label": "Lanes", hidden: true },
    h("div", { class: "zoom-buttons" }, thinner, thicker, all),
    laneWords,
  );
  const root = h(
    "div",
    { class: "zoom", id: "zoom", "data-testid": "zoom" },
    h(
      "div",
      { class: "zoom-row", role: "group", "aria-label": "Zoom" },
      h("div", { class: "zoom-buttons" }, farther, closer, fit),
      words,
      strip,
    ),
    laneRow,
    status,
  );
  surface.root.before(root);
  root.parentElement?.classList.add("zoomable");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Zoom | null | undefined} */
  let last;

  /** @param {string} text @param {Zoom | null} zoom */
  function announce(text, zoom) {
    // Only zooming is announced: neither a run that grows nor another run.
    if (zoom === last) return;
    // At first nothing has been zoomed.
    const isFirst = last === undefined;
    last = zoom;
    clearTimeout(timer);
    if (!isFirst) timer = setTimeout(() => setText(status, `Shown: ${text}.`), REST);
  }

  /**
   * @param {Zoom} shown
   * @param {number} whole
   * @param {number} least
   * @param {number} total
   * @param {Frame} frame
   * @param {Zoom | null} zoom  as set by a person
   */
  function show(shown, whole, least, total, frame, zoom) {
    const text = total > 0 ? inWords(shown, whole, total, frame.right - frame.left) : "";
    root.classList.toggle("narrow", frame.isNarrow);
    setText(words, text);
    if (total > 0) announce(text, zoom);
    const can = possible(shown, whole, least);
    enable(closer, can.closer && total > 0);
    enable(farther, can.farther);
    enable(fit, can.farther);
    showLanes();
  }

  function showLanes() {
    const [most] = surface
      .layout()
      .views.map((view) => view.lanes())
      .sort((a, b) => b.count - a.count);
    const isLarge = most !== undefined && (most.total > MOST_HEIGHT || surface.thickness !== null);
    laneRow.hidden = !isLarge;
    if (!isLarge || !most) return;
    const shared = Math.round(1 / (most.height * (devicePixelRatio || 1)));
    const seen =
      most.count > MOST_LANES
        ? Math.min(shared, Math.ceil(shared / Math.ceil(most.count / MOST_LANES)))
        : shared;
    const some = seen < shared ? `, of which ${count(seen)} are looked at` : "";
    setText(
      laneWords,
      `${count(most.count)} lanes${shared > 1 ? `, ${count(shared)} to a line of pixels${some}` : ""}`,
    );
    enable(thinner, most.total > MOST_HEIGHT);
    enable(thicker, most.height - most.name < 28);
    setAttribute(all, "aria-pressed", String(surface.thickness === "fit"));
  }

  return { strip, show };
}

/** @param {string} id @param {string} text @param {string} name @param {() => void} click */
function button(id, text, name, click) {
  return h(
    "button",
    {
      type: "button",
      class: "small",
      "data-testid": id,
      "aria-label": name,
      title: name,
      click: (/** @type {MouseEvent} */ { currentTarget }) => {
        if (/** @type {HTMLElement} */ (currentTarget).getAttribute("aria-disabled") !== "true") click();
      },
    },
    text,
  );
}

/** Not with the attribute `disabled`, which would take the focus away. @param {HTMLElement} button @param {boolean} can */
function enable(button, can) {
  setAttribute(button, "aria-disabled", can ? null : "true");
}
