// The programs by chapter, at the side.

import { begin } from "../settled.js";
import { byId, h, soon, whenChanged } from "../ui/dom.js";

/** @import { FirstApp, Program, Render } from "./types.js" */

/** @param {FirstApp} app @returns {Render} */
export function createCatalog(app) {
  const nav = byId("catalog");
  const button = byId("menu-button");

  /** @param {boolean} open */
  const setOpen = (open) => {
    button.setAttribute("aria-expanded", String(open));
    if (open) showCurrent();
  };
  button.addEventListener("click", () => setOpen(!isOpen()));
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    setOpen(false);
    button.focus();
  });
  byId("main").addEventListener("click", () => isOpen() && setOpen(false));

  const list = whenChanged((/** @type {readonly Program[]} */ catalog) => {
    nav.replaceChildren(
      ...chapters(catalog).map(([chapter, programs]) =>
        h(
          "section",
          {},
          h("h2", {}, chapter),
          h(
            "ul",
            {},
            ...programs.map((program) =>
              h("li", {}, linkTo(app, program, { "data-program": program.id }, program.title)),
            ),
          ),
        ),
      ),
    );
  });

  const mark = whenChanged(
    (/** @type {readonly Program[]} */ _catalog, /** @type {Program | undefined} */ current) => {
      if (!current) return;
      for (const link of nav.querySelectorAll("a")) {
        if (link.dataset["program"] === current.id) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
      // It lays out the page, which is not done yet.
      const shown = begin("drawing");
      soon(() => {
        showCurrent();
        shown();
      });
    },
  );

  /** Scrolls the list until the current program is in view, and nothing else. */
  function showCurrent() {
    const current = nav.querySelector("[aria-current]");
    // On a phone it is the menu around the list that scrolls.
    for (const box of [nav, nav.parentElement]) {
      if (!current || !box || box.scrollHeight <= box.clientHeight) continue;
      const { top, bottom } = current.getBoundingClientRect();
      const outer = box.getBoundingClientRect();
      if (top < outer.top || bottom > outer.bottom) {
        box.scrollTop += (top + bottom - outer.top - outer.bottom) / 2;
      }
    }
  }

  return (state) => {
    list(state.catalog);
    mark(state.catalog, state.settings?.program);
  };
}

/** @param {readonly Program[]} catalog @returns {[string, Program[]][]} */
function chapters(catalog) {
  /** @type {Map<string, Program[]>} */
  const found = new Map();
  for (const program of catalog) {
    found.set(program.chapter, [...(found.get(program.chapter) ?? []), program]);
  }
  return [...found];
}

/**
 * A link that shows a program in this page.
 * @param {FirstApp} app @param {Program} program @param {Parameters<typeof h>[1]} props @param {...(Node | string)} children
 */
export function linkTo(app, program, props, ...children) {
  return h(
    "a",
    {
      href: `?program=${encodeURIComponent(program.id)}`,
      click: (/** @type {MouseEvent} */ event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        byId("menu-button").setAttribute("aria-expanded", "false");
        app.selectProgram(program.id);
        // Until the next frame there is nothing else to do.
        app.draw();
        scrollTo({ top: 0 });
        byId("main").focus({ preventScroll: true });
      },
      ...props,
    },
    ...children,
  );
}
