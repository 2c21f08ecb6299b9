// The page around a frame: it may hand a listing over, and is told how high the frame is. Both sides know
// whom they talk to: the frame hears its parent only, and answers to the origin that has spoken.
//
// The frame says `here` once. The page around it says `open` with a listing, after a person has pressed
// there, `hello` if it only wants to know the height, or `rest` so that Python is let go.

import { createGrown } from "./grown.js";
import { python } from "../run/python_engine.js";

/** @import { App, FromAround, ToAround } from "./types.js" */

/** A listing has at most this many characters. */
const LONGEST = 200 * 1024;

/** @param {App} app @returns {{ hold(): void, forget(): void }} */
export function createAround(app) {
  /** The origin of the page around this one, once it has spoken. */
  let origin = "";
  const grown = createGrown();
  let width = 0;
  let hasPython = false;

  /** @param {ToAround} message @param {string} to */
  const say = (message, to) => parent.postMessage(message, to);

  function tellHeight() {
    if (origin === "") return;
    // Of what is shown: the frame itself may be higher.
    const box = document.body.getBoundingClientRect();
    if (box.width !== width) grown.forget();
    width = box.width;
    const height = grown.next(Math.ceil(box.height));
    if (height !== null) say({ coroscope: "height", height }, origin);
  }

  addEventListener("message", ({ source, origin: from, data }) => {
    if (source !== parent || parent === window) return;
    const message = /** @type {Partial<FromAround> | null} */ (data);
    if (!["hello", "open", "rest"].includes(message?.coroscope ?? "")) return;
    // A page without an origin of its own can be answered in one way only, and a height is no secret.
    origin = from === "null" ? "*" : from;
    grown.forget();
    tellHeight();
    if (message?.coroscope === "open") open(message);
    if (message?.coroscope === "rest") rest();
  });
  const observer = new ResizeObserver(tellHeight);
  observer.observe(document.body);
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

  return {
    /** A run begins, and the height does not go back and forth with it. */
    hold: grown.hold,
    /** Something else is shown, which may be lower. */
    forget() {
      grown.forget();
      // It reports once what it begins to observe, after the next layout.
      observer.unobserve(document.body);
      observer.observe(document.body);
    },
  };
}
