// The page around a frame: it may hand a listing over, and is told how high the frame is. Both sides know
// whom they talk to: the frame hears its parent only, and answers to the origin that has spoken.
//
// The frame says `here` once. The page around it says `open` with a listing, after a person has pressed
// there, `hello` if it only wants to know the height, or `rest` so that Python is let go.

import { python } from "../run/python_engine.js";

/** @import { App, FromAround, ToAround } from "./types.js" */

/** A listing has at most this many characters. */
const LONGEST = 200 * 1024;

/** @param {App} app */
export function createAround(app) {
  /** The origin of the page around this one, once it has spoken. */
  let origin = "";
  let told = 0;
  let hasPython = false;

  /** @param {ToAround} message @param {string} to */
  const say = (message, to) => parent.postMessage(message, to);

  function tellHeight() {
    // Of what is shown: the frame itself may be higher.
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (origin === "" || height === told) return;
    told = height;
    say({ coroscope: "height", height }, origin);
  }

  addEventListener("message", ({ source, origin: from, data }) => {
    if (source !== parent || parent === window) return;
    const message = /** @type {Partial<FromAround> | null} */ (data);
    if (!["hello", "open", "rest"].includes(message?.coroscope ?? "")) return;
    // A page without an origin of its own can be answered in one way only, and a height is no secret.
    origin = from === "null" ? "*" : from;
    told = 0;
    tellHeight();
    if (message?.coroscope === "open") open(message);
    if (message?.coroscope === "rest") rest();
  });
  new ResizeObserver(tellHeight).observe(document.body);
  // This says nothing, so it does not matter who hears it.
  if (parent !== window) say({ coroscope: "here" }, "*");

  /** @param {Partial<Extract<FromAround, { coroscope: "open" }>>} message */
  async function open({ code, theme }) {
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset["theme"] = theme;
      dispatchEvent(new Event("themechange"));
    }
    if (typeof code !== "string" || code.length > LONGEST) return;
    hasPython = true;
    try {
      (await app.own()).open(code);
      // Somebody has pressed Run in the article.
      app.run();
    } catch (error) {
      app.complain(error);
    }
  }

  async function rest() {
    if (!hasPython) return;
    app.stop();
    (await python()).close();
  }
}
