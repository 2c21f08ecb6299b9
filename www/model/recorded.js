// A run that was recorded elsewhere, and the program that is made for its file: the catalog does not
// have it. Pure.

/** @import { Program, RecordParts, Settings } from "./types.js" */

const ID = "recorded";
/** The listings of such a run are kept beside those of the programs, under names that no program has. */
export const FOLDER = "recorded/";

/** Is there no program to run? @param {Pick<Settings, "program"> | null} settings */
export function isRecorded(settings) {
  return settings?.program.id === ID;
}

/** @param {Pick<RecordParts, "program">} parts @param {string} [listing]  of its first file @returns {Program} */
export function recordedProgram({ program }, listing = FOLDER) {
  return {
    id: ID,
    chapter: "Recorded elsewhere",
    title: program || "A recorded run",
    needs: [],
    variants: [{ id: "run", title: "As it ran", unread: 0 }],
    suggested: "run",
    params: [],
    rust: listing,
    python: null,
  };
}
