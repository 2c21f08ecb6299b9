// Finds the place of the timeline under a pointer.

import { laneAt, toTime } from "../model/geometry.js";
import { slots, trackKey } from "../model/slots.js";

/** @import { Frame, OpenTrack, State, TrackView } from "./types.js" */

/** The tracks that show a run, from top to bottom. @param {State} state @param {TrackView[]} views @returns {OpenTrack[]} */
export function openTracks(state, views) {
  return slots(state).flatMap((slot, index) => {
    const view = views[index];
    return view && slot.track ? [{ view, track: slot.track, key: trackKey(slot.track) }] : [];
  });
}

/**
 * @param {Frame} frame
 * @param {OpenTrack[]} tracks
 * @param {MouseEvent} event
 * @returns {(OpenTrack & { lane: number, at: number }) | null}
 */
export function placeUnder(frame, tracks, event) {
  for (const track of tracks) {
    const { body, lanes } = track.view;
    const box = body.getBoundingClientRect();
    if (event.clientY < box.top || event.clientY > box.bottom) continue;
    const lane = laneAt(lanes(), event.clientY - box.top + body.scrollTop);
    if (lane === null || event.clientX < box.left) return null;
    return { ...track, lane, at: toTime(frame, event.clientX - box.left) };
  }
  return null;
}
