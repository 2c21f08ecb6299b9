// Whose orders are tried: those of a program of the catalog, or of a listing that somebody wrote.

import { isOwn } from "../model/own.js";
import { python } from "../run/python_engine.js";
import { ordersOfListing } from "./listing.js";
import { ordersOfProgram } from "./program.js";

/** @import { App, Settings, Source } from "./types.js" */

/**
 * @param {App} app
 * @param {Settings} settings
 * @returns {Source}
 */
export function sourceOf(app, settings) {
  const text = textOf(settings);
  // Whoever has orders tried says that the listing may run, wherever it came from.
  const agree = () => void app.own().then((own) => own.agree(), app.complain);
  return text === null ? ordersOfProgram(app, settings) : ordersOfListing(text, python, app.instance, agree);
}

/** The listing that somebody wrote, if it is what runs. @param {Settings} settings */
export function textOf(settings) {
  return isOwn(settings) ? (settings.code ?? "") : null;
}
