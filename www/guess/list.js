// A list that a person puts in order: by dragging with mouse or finger, with
// the arrow keys, or with two buttons beside each line.

import { h } from "../ui/dom.js";

/** @param {(sentence: string) => void} announce */
export function createList(announce) {
  const root = h("ol", { class: "guess-lines", "data-testid": "guess-lines" });
  /** The text of each row. @type {WeakMap<Element, string>} */
  const texts = new WeakMap();
  /** The row that follows the pointer. @type {HTMLElement | null} */
  let held = null;

  /** @param {string} text */
  function createRow(text) {
    const grip = h(
      "button",
      {
        type: "button",
        class: "guess-grip",
        keydown: (/** @type {KeyboardEvent} */ event) => press(event, row),
      },
      "⠿",
    );
    const row = h(
      "li",
      {},
      grip,
      h("span", { class: "text" }, text),
      // The grip takes the arrow keys, which move the line.
      stepButton("Up", "▲", () => moved(row, -1)),
      stepButton("Down", "▼", () => moved(row, 1)),
    );
    texts.set(row, text);
    return row;
  }

  /** @param {string} name @param {string} sign @param {() => void} act */
  function stepButton(name, sign, act) {
    return h(
      "button",
      { type: "button", class: "guess-step", tabindex: -1, "data-step": name, click: act },
      sign,
    );
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} row */
  function press(event, row) {
    const by = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moved(row, by);
  }

  /** @param {HTMLElement} row @param {number} by */
  function moved(row, by) {
    for (let left = Math.abs(by); left > 0 && step(row, by); left -= 1);
    name();
    announce(`${texts.get(row)}: ${place(row)} of ${root.children.length}.`);
  }

  /**
   * Moves a row by one place. In the document it is its neighbour that moves,
   * because a row that moves would lose the focus and the pointer.
   * @param {HTMLElement} row @param {number} by
   */
  function step(row, by) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return false;
    if (by < 0) row.after(other);
    else row.before(other);
    return true;
  }

  /** @param {Element} row */
  function place(row) {
    return [...root.children].indexOf(row) + 1;
  }

  /** Updates the label of every button. */
  function name() {
    const all = root.children.length;
    [...root.children].forEach((row, index) => {
      const text = texts.get(row);
      row
        .querySelector(".guess-grip")
        ?.setAttribute("aria-label", `${text}, ${index + 1} of ${all}. Arrow keys move it.`);
      for (const button of row.querySelectorAll(".guess-step")) {
        button.setAttribute("aria-label", `${/** @type {HTMLElement} */ (button).dataset["step"]}: ${text}`);
      }
    });
  }

  root.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const row = /** @type {HTMLElement | null} */ (target.closest("li"));
    if (!row || event.button !== 0 || target.closest(".guess-step")) return;
    // A finger on the text is to scroll the page.
    if (event.pointerType === "touch" && !target.closest(".guess-grip")) return;
    held = row;
    row.classList.add("held");
    row.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", ({ clientY }) => {
    if (!held) return;
    const [before, after] = [held.previousElementSibling, held.nextElementSibling];
    if (before && clientY < middle(before)) step(held, -1);
    else if (after && clientY > middle(after)) step(held, 1);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    root.addEventListener(end, () => {
      if (!held) return;
      held.classList.remove("held");
      moved(held, 0);
      held = null;
    });
  }

  return {
    element: root,
    /** @param {string[]} lines */
    fill(lines) {
      root.replaceChildren(...lines.map(createRow));
      name();
    },
    /** The texts of the rows, from top to bottom. */
    lines: () => [...root.children].map((row) => texts.get(row) ?? ""),
  };
}

/** @param {Element} element */
function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
