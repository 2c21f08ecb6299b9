// What can be done with a run besides looking at it: each tool is fetched when
// it is first opened, and follows the state only while it is open.

import { byId, h } from "../dom.js";

/**
 * A tool fills the element that it is given.
 * @type {{ id: string, title: string, fetch: () => Promise<(app: App, body: HTMLElement) => View> }[]}
 */
const TOOLS = [];

/** @param {App} app @returns {View} */
export function createTools(app) {
  const root = byId("tools");
  const views = TOOLS.map((tool) => createTool(app, tool));
  root.append(...views.map(({ element }) => element));
  return (state) => {
    root.hidden = views.length === 0 || state.settings === null;
    for (const { show } of views) show(state);
  };
}

/** @param {App} app @param {typeof TOOLS[number]} tool */
function createTool(app, { id, title, fetch }) {
  const body = h("div", { class: "tool" });
  const element = h("details", { id, "data-testid": id }, h("summary", {}, title), body);
  /** @type {View | null} */
  let view = null;
  let isComing = false;

  element.addEventListener("toggle", async () => {
    if (view || isComing || !element.open) return app.redraw();
    isComing = true;
    try {
      const create = await fetch();
      body.replaceChildren();
      view = create(app, body);
    } catch {
      body.replaceChildren(h("p", {}, "This part of the page could not be fetched. Please reload."));
    }
    app.redraw();
  });

  return {
    element,
    /** @param {State} state */
    show(state) {
      if (element.open) view?.(state);
    },
  };
}
