// Light, dark, or as the system has it. The choice is kept in this browser.

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
    store(theme);
    apply(theme);
  });
  for (const query of [
    "(prefers-color-scheme: dark)",
    "(forced-colors: active)",
    "(prefers-contrast: more)",
  ]) {
    matchMedia(query).addEventListener("change", follow);
  }
  const stored = load();
  if (stored === "light" || stored === "dark") apply(stored);
}

// Storage may be turned off; then the choice lasts as long as the page.
function load() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} theme */
function store(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing to do: see above.
  }
}
