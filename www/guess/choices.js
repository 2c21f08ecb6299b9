// The answers among which somebody chooses. Pure.

/** No more than these are read before one is pressed. */
const MOST = 3;

/** Totals that differ by less than this, relative to the larger, look like the same answer. */
const NEAR = 0.05;

/**
 * The total and what it could be taken for, from the least to the most.
 * @param {number} total            ms
 * @param {number[]} others         ms, the likeliest mistake first; those near the total or each other are left out
 */
export function choices(total, others) {
  const all = [total];
  for (const other of [...others, total * 2, total / 2]) {
    if (all.length === MOST) break;
    const isNew = all.every((known) => Math.abs(known - other) > NEAR * Math.max(known, other));
    if (Number.isFinite(other) && other > 0 && isNew) all.push(other);
  }
  return all.sort((one, other) => one - other);
}
