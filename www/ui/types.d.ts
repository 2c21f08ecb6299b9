// Types of views, and of what they share.

import type { Frame, Lanes, Slot, State, Thickness, Track } from "../model/types.js";

export type { Frame, Page, State } from "../model/types.js";

/** Shows a state: what a view is, once it has been made. */
export type Render = (state: State) => void;

/** A function is a listener for the event of that name; false, null and undefined leave the attribute out. */
export type Props = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;

/** Keys that belong together, for the help dialog: `ArrowLeft`, `Shift+ArrowLeft`, as events name them. */
export interface KeyHelp {
  keys: string[];
  does: string;
}

/** A track of the timeline. */
export interface TrackView {
  element: HTMLElement;
  /** The element that scrolls. */
  body: HTMLElement;
  /** Draws it, with the difference to `chosenTotal`, which is of the same kind. */
  show(state: State, slot: Slot, frame: Frame, chosenTotal: number | null, thickness: Thickness): void;
  lanes(): Lanes;
  /** The names of the shapes that it shows. */
  shapes(): Set<string>;
}

/** A track that can be inspected. */
export type OpenTrack = { view: TrackView; track: Track; key: string };

/** The timeline, as gestures and buttons see it. */
export interface Surface {
  root: HTMLElement;
  layout(): { frame: Frame; views: TrackView[] };
  /** Is it being moved by hand? Then it does not ease. */
  isHeld: boolean;
  /** The wanted height of its lanes. */
  thickness: Thickness;
}
