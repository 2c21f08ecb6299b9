// The layers over the lanes, as the address has them: words with dots between them. Pure.

/** @import { Layer, Settings } from "./types.js" */

/** @type {readonly Layer[]} */
const LAYERS = ["wakes", "chain"];

/** @param {Settings | null | undefined} settings @returns {Layer[]} */
export function layersOf(settings) {
  const words = settings?.layers?.split(/[.,]/) ?? [];
  return LAYERS.filter((layer) => words.includes(layer));
}

/** Adds a layer, or removes it if it is there. @param {Settings | null | undefined} settings @param {Layer} layer */
export function switched(settings, layer) {
  const chosen = layersOf(settings);
  return LAYERS.filter((known) => (known === layer) !== chosen.includes(known)).join(".");
}

/** A sentence about layers that the address asks for and that do not exist. @param {Settings} settings @returns {string | null} */
export function complaint({ layers = "" }) {
  const unknown = layers.split(/[.,]/).find((word) => word !== "" && !LAYERS.some((layer) => layer === word));
  return unknown === undefined
    ? null
    : `In the address: layers=${unknown.slice(0, 60)}. There are ${LAYERS.join(" and ")}.`;
}
