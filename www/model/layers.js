// What is laid over the lanes, as the address tells: words with dots between them. Pure.

/** @import { Layer, Settings } from "./types.js" */

/** @type {readonly Layer[]} */
const LAYERS = ["wakes", "chain"];

/** @param {Settings | null | undefined} settings @returns {Layer[]} */
export function layersOf(settings) {
  const words = settings?.layers?.split(/[.,]/) ?? [];
  return LAYERS.filter((layer) => words.includes(layer));
}

/** The same with one more, or one less. @param {Settings | null | undefined} settings @param {Layer} layer */
export function switched(settings, layer) {
  const chosen = layersOf(settings);
  return LAYERS.filter((one) => (one === layer) !== chosen.includes(one)).join(".");
}

/** What the address asks for and there is not. @param {Settings} settings @returns {string | null} */
export function complaint({ layers = "" }) {
  const unknown = layers.split(/[.,]/).find((word) => word !== "" && !LAYERS.some((layer) => layer === word));
  return unknown === undefined
    ? null
    : `In the address: layers=${unknown.slice(0, 60)}. There are ${LAYERS.join(" and ")}.`;
}
