// Help for a page that is not cross-origin isolated, with a program that needs
// it to be: a button that isolates it, or a sentence that says why that is
// impossible.

import { byId, fetchStyle, h, prose } from "../ui/dom.js";
import { needsIsolation } from "../model/state.js";
import { atWork, isIsolating, register } from "../offline/register.js";

/** @import { Render } from "./types.js" */

const WHY =
  "This program shares memory between workers. Browsers allow that only to a page that is cross-origin " +
  "isolated, and this one is not. The prediction works all the same.";
const HOW =
  "The button lets a small service worker of this site add what is missing, and loads the page again.";
const SERVE =
  "`cargo xtask serve` sends the two headers that isolate the page: Cross-Origin-Opener-Policy: same-origin, and Cross-Origin-Embedder-Policy: require-corp.";

/** @returns {Render} */
export function createIsolation() {
  const root = byId("needs");
  fetchStyle("views/isolation.css");
  const reason = obstacle();
  const sentences = reason ? [WHY, reason, ...(parent === self ? [SERVE] : [])] : [WHY, HOW];
  root.append(...sentences.map((sentence) => h("p", {}, ...prose(sentence))));
  if (!reason) {
    root.append(
      h(
        "button",
        { type: "button", class: "small", "data-testid": "isolate", click: isolate },
        "Isolate this page",
      ),
    );
  }
  return (state) => {
    root.hidden = !needsIsolation(state);
  };
}

/** The reason why a service worker cannot isolate this page; empty if it can. */
function obstacle() {
  if (!isSecureContext) return "Nor can it be: that takes https, or this very machine as the host.";
  if (!navigator.serviceWorker) {
    return "Nor can it be: this browser lets the page have no service worker. Private windows often do not.";
  }
  if (parent !== self) return "Nor can it be within another page: open it in a tab of its own.";
  if (isIsolating(navigator.serviceWorker.controller)) {
    return "A service worker has tried to change that, in vain.";
  }
  return "";
}

/** @param {Event} event */
async function isolate({ currentTarget }) {
  const button = /** @type {HTMLButtonElement} */ (currentTarget);
  button.disabled = true;
  try {
    const registration = await register("isolate");
    if (registration) await atWork(registration);
    location.reload();
  } catch (error) {
    button.replaceWith(
      h(
        "p",
        {},
        `The service worker could not be started: ${error instanceof Error ? error.message : error}.`,
      ),
    );
  }
}
