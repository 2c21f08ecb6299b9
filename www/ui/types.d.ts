// What views are, and what they share.

import type { Frame, Lanes, Slot, State, Thickness, Track } from "../model/types.js";

export type { Frame, Page, State } from "../model/types.js";

export type View = (state: State) => void;

/** A function is a listener for the event of that name; false, null and undefined leave the attribute out. */
export type Props = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;

/** Keys that belong together, for the help dialog: `ArrowLeft`, `Shift+ArrowLeft`, as events name them. */
export interface KeyHelp {
  keys: string[];
  does: string;
}

/** One track of the timeline. */
export interface TrackView {
  element: HTMLElement;
  /** What scrolls. */
  body: HTMLElement;
  /** The difference to `chosenTotal`, of the same kind, is shown. */
  show(state: State, slot: Slot, frame: Frame, chosenTotal: number | null, thickness: Thickness): void;
  lanes(): Lanes;
}

/** A track that can be looked at more closely. */
export type OpenTrack = { view: TrackView; track: Track; key: string };

/** What the timeline shares with those who move it. */
export interface Surface {
  root: HTMLElement;
  layout(): { frame: Frame; views: TrackView[] };
  /** Does somebody move it by hand? Then it follows at once. */
  isHeld: boolean;
  /** How high its lanes are to be. */
  thickness: Thickness;
}
