// Light, dark, or as the system has it. The choice is kept in this browser.

import { stored } from "../model/stored.js";
import { byId } from "../ui/dom.js";

const KEY = "coroscope-theme";

/** @param {() => void} redraw  colours on canvases must follow */
export function createTheme(redraw) {
  const field = byId("theme");
  const root = document.documentElement;
  const inputs = [...field.querySelectorAll("input")];

  /** @param {string} theme */
  function apply(theme) {
    if (theme === "auto") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    for (const input of inputs) input.checked = input.value === theme;
    follow();
  }

  function follow() {
    dispatchEvent(new Event("themechange"));
    redraw();
  }

  field.addEventListener("change", () => {
    const theme = inputs.find((input) => input.checked)?.value ?? "auto";
    stored("localStorage", (all) => all.setItem(KEY, theme));
    apply(theme);
  });
  for (const query of [
    "(prefers-color-scheme: dark)",
    "(forced-colors: active)",
    "(prefers-contrast: more)",
  ]) {
    matchMedia(query).addEventListener("change", follow);
  }
  const kept = stored("localStorage", (all) => all.getItem(KEY));
  if (kept === "light" || kept === "dark") apply(kept);
}
