// How many orders are tried, and for how long.

/** At most this many orders are tried. */
export const MOST = 1000;

/** Trying takes at most this time in all, ms. */
export const PATIENCE = 10_000;
