// Every key of the page, by the place where it works. Each part of the page
// exports its own keys.

import { KEYS as PLAYING, MARKER_KEYS } from "../cursor/steps.js";
import { KEYS as TIMELINE } from "../timeline/inspector.js";
import { KEYS as ZOOMING } from "../zooming/keys.js";

/** @import { KeyHelp } from "./types.js" */

/**
 * `focus` selects what must have the focus; empty if the key works everywhere.
 * @returns {{ place: string, focus: string, keys: readonly KeyHelp[] }[]}
 */
export function keysByPlace() {
  return [
    { place: "Anywhere", focus: "", keys: ANYWHERE },
    { place: "On the timeline", focus: "#tracks", keys: [...TIMELINE, ...ZOOMING] },
    { place: "Going through the run, on the timeline", focus: "#tracks", keys: PLAYING },
    {
      place: "On the marker that shows the moment, above the timeline",
      focus: ".cursor-handle",
      keys: MARKER_KEYS,
    },
    { place: "In a field", focus: "#params input:is([type=text], [type=number])", keys: FIELD },
  ];
}

/** @type {readonly KeyHelp[]} */
const ANYWHERE = [
  { keys: ["Tab", "Shift+Tab"], does: "To the next control, or back to the one before." },
  { keys: ["?"], does: "Opens this sheet." },
];

/** @type {readonly KeyHelp[]} */
const FIELD = [{ keys: ["Enter"], does: "Runs the program with what was typed." }];
