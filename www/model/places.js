// Lines of sources in words. Pure.

/** "line 12", and of which file where a run has several. @param {number} line @param {string | null} file */
export function placeInWords(line, file) {
  return `line ${line}${file === null ? "" : ` of ${file}`}`;
}
