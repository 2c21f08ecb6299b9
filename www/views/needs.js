// What the chosen program needs and this page does not have.

import { byId, h, prose, whenChanged } from "../dom.js";

/** @param {App} _app @returns {View} */
export function createNeeds(_app) {
  const root = byId("needs");

  const show = whenChanged(async (/** @type {boolean} */ isMissing) => {
    root.hidden = !isMissing;
    if (!isMissing || root.hasChildNodes()) return;
    const { offer } = await import("./isolation.js");
    const { texts, button } = offer();
    root.replaceChildren(...texts.map((text) => h("p", {}, ...prose(text))), ...(button ? [button] : []));
  });

  return ({ settings }) => show(!crossOriginIsolated && settings?.program.needs.includes("shared memory") === true);
}
