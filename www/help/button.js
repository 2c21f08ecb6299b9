// The ways to the help dialog: a button, and the key `?`.

import { byId } from "../ui/dom.js";
import { during } from "../settled.js";
import { areKeysOn, isTyped } from "../ui/character_keys.js";

/** @import { App } from "./types.js" */

/** @param {App} app */
export function createHelp(app) {
  const button = byId("help-button");
  const open = async () => {
    try {
      (await during("fetching the help", import("./dialog.js"))).openHelp();
    } catch {
      app.complain(new Error("The help could not be fetched. Please reload."));
    }
  };
  button.hidden = false;
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || isTyped(event) || !areKeysOn()) return;
    event.preventDefault();
    open();
  });
}
