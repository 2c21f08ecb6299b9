// The step of a clock in words, beside the numbers that it limits.

export { clockStep } from "../run/clock.js";

/** What this browser's clock can measure. @param {string} step  in words */
export function clockWords(step) {
  const why = crossOriginIsolated
    ? "This page is isolated from others, so the browser allows a clock as fine as it has."
    : "This page is not isolated from others, so the browser makes its clock coarser than it could be.";
  return `This browser's clock moves in steps of ${step}: what is shorter than that may show as 0. ${why}`;
}
