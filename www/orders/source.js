// Whose orders are tried: those of a program of the catalog, or of a listing that somebody wrote.

import { ordersOfListing } from "./listing.js";
import { ordersOfProgram } from "./program.js";

/** @import { App, Listings, Settings, Source } from "./types.js" */

/**
 * @param {App} app
 * @param {Settings} settings
 * @returns {Source}
 */
export function sourceOf(app, settings) {
  const text = textOf(settings);
  // Only where listings can be written is there Python.
  const { python } = /** @type {App & Partial<Listings>} */ (app);
  return text === null || !python
    ? ordersOfProgram(app, settings)
    : ordersOfListing(text, python, app.instance);
}

/** The listing that somebody wrote, if it is what runs. @param {Settings} settings */
export function textOf(settings) {
  const { code } = /** @type {Settings & { code?: string | null }} */ (settings);
  return code ?? null;
}
