// What the browser keeps for this page. People can turn that off, and it can be full: then a choice lasts as
// long as the page, and nobody is told.

/**
 * What `use` makes of what is kept in this browser, or in this tab alone; `undefined` where nothing can be kept.
 * @template T
 * @param {"localStorage" | "sessionStorage"} where
 * @param {(storage: Storage) => T} use
 */
export function stored(where, use) {
  try {
    return use(globalThis[where]);
  } catch {
    return undefined;
  }
}
