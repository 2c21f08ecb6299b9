// The slots of the timeline from top to bottom, and the end of its axis. Pure.

import { axisEnd } from "./axis.js";
import { isRecorded } from "./recorded.js";
import { chosenVariant, isHidden, isStale, trackEnd } from "./state.js";

/** @import { Settings, Slot, State } from "./types.js" */

/** @param {{ kind: string, variant: string, pin?: string | undefined }} track */
export function trackKey({ kind, variant, pin }) {
  return pin === undefined ? `${kind}:${variant}` : `pinned:${pin}`;
}

/** The key in `state.pinned` of an entry of `with`. @param {Settings} settings @param {string} entry */
export function pinKey({ program }, entry) {
  return `${program.id}?${entry}`;
}

/**
 * The slots from top to bottom: the chosen variant or, when comparing, all variants in their order,
 * and then the pinned runs. A measured slot below the chosen prediction waits for the first run, and
 * has space for all lanes once that begins.
 * @param {State} state
 * @returns {Slot[]}
 */
export function slots(state) {
  const { settings } = state;
  if (!settings) return [];
  const hidden = isHidden(state);
  const pins = settings.with.flatMap((entry) => state.pinned[pinKey(settings, entry)] ?? []);
  const shown = settings.compare ? settings.program.variants : [chosenVariant(settings)];
  const own = shown.flatMap((variant) => {
    const chosen = variant.id === settings.variant;
    const isOpen = !chosen || !hidden;
    const predicted = (isOpen && state.predicted[variant.id]) || null;
    const measured = (isOpen && state.measured[variant.id]) || null;
    const lanes = Math.max(predicted?.report.lanes ?? 1, 1);
    const isRunning = state.running?.variant === variant.id;
    /** @type {Slot[]} */
    const found = isRecorded(settings)
      ? []
      : [{ kind: "predicted", variant, chosen, track: predicted, lanes }];
    if (chosen || measured) {
      const own = measured?.report.lanes || (measured ? lanes : 1);
      found.push({
        kind: "measured",
        variant,
        chosen,
        track: measured,
        lanes: isRunning ? Math.max(own, lanes) : own,
      });
    }
    return found;
  });
  return [
    ...own,
    ...pins.map((track, place) => ({
      kind: track.kind,
      variant: chosenVariant({ ...settings, variant: track.variant }),
      chosen: false,
      track,
      lanes: Math.max(track.report.lanes, 1),
      place,
    })),
  ];
}

/** The end of the common axis of all tracks, ms. @param {Slot[]} shown */
export function commonEnd(shown) {
  return axisEnd(Math.max(0, ...shown.map(({ track }) => (track ? trackEnd(track) : 0))));
}

/**
 * The total that a track of another variant is compared to: measured with
 * measured, predicted with predicted; a pinned run with either.
 * @param {State} state
 * @param {Slot[]} shown
 * @param {Slot} slot
 */
export function chosenTotal(state, shown, { kind, chosen, track }) {
  if (chosen || !track || isStale(state, track)) return null;
  const over = shown.filter(
    (slot) => slot.chosen && slot.track && slot.track.life !== "live" && !isStale(state, slot.track),
  );
  const other = over.find((slot) => slot.kind === kind) ?? (track.pin === undefined ? undefined : over[0]);
  return other?.track ? trackEnd(other.track) : null;
}
