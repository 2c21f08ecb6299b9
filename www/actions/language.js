// The language that somebody reads is chosen once: it is kept in this browser. A link that names one goes
// before that, and changes nothing about the choice.

import { stored } from "../model/stored.js";

/** @import { Kit, Language } from "./types.js" */

const KEY = "coroscope-language";

/** @param {Language} language */
export function keepLanguage(language) {
  stored("localStorage", (all) => all.setItem(KEY, language));
}

/** Shows the language that was chosen, unless the address names one: now, and whenever somebody goes back. @param {Kit} kit */
export function followLanguage({ state, redraw }) {
  const follow = () => {
    if (!state.settings || new URLSearchParams(location.search).has("tab") || kept() !== "python") return;
    state.settings = { ...state.settings, tab: "python" };
    redraw();
  };
  follow();
  addEventListener("popstate", follow);
}

const kept = () => stored("localStorage", (all) => all.getItem(KEY));
