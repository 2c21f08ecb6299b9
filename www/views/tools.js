// The tools for a run. Each is fetched when it is first opened, and gets the
// state only while it is open, unless it `follows` the state when closed, too.

import { byId, h } from "../ui/dom.js";
import { during } from "../settled.js";
import { whenNeeded } from "../ui/lazy.js";

/** @import { App, Render, State, ToolRender } from "./types.js" */

/**
 * A tool fills the element that it gets.
 * @type {{ id: string, title: string, fetch: () => Promise<(app: App, body: HTMLElement) => ToolRender | Promise<ToolRender>> }[]}
 */
const TOOLS = [
  {
    id: "orders",
    title: "You are the scheduler",
    fetch: async () => (await import("../orders/orders.js")).createOrders,
  },
  { id: "runs", title: "Compare runs", fetch: async () => (await import("../runs/tool.js")).createRunsTool },
  {
    id: "take",
    title: "Take it with you",
    fetch: async () => (await import("../export/export.js")).createExport,
  },
  {
    id: "rust-app",
    title: "Rust for your own app",
    fetch: async () => (await import("../export/rust_app.js")).createRustApp,
  },
];

/** @param {App} app @returns {Render} */
export function createTools(app) {
  // An embedded page has a link to the whole page instead.
  if (document.documentElement.hasAttribute("data-embed")) {
    return whenNeeded(
      (_state) => true,
      async () => (await import("../export/embed.js")).createEmbed(app),
      app,
    );
  }
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
  /** @type {ToolRender | null} */
  let view = null;
  let isComing = false;

  element.addEventListener("toggle", async () => {
    if (view || isComing || !element.open) return app.redraw();
    isComing = true;
    try {
      const create = await during("fetching a tool", fetch());
      body.replaceChildren();
      view = await during("fetching a tool", Promise.resolve(create(app, body)));
    } catch {
      body.replaceChildren(h("p", {}, "This part of the page could not be fetched. Please reload."));
    }
    app.redraw();
  });

  return {
    element,
    /** @param {State} state */
    show(state) {
      if (element.open || view?.follows) view?.(state);
    },
  };
}
