// What the page is about: programs and what defines a run of one, runs and what they were, and the one
// state. Browsers never load such a file.

import type * as Coroscope from "../pkg/coroscope.js";

export type Wasm = typeof Coroscope;
export type Run = Coroscope.Run;
export type Program = Coroscope.Program;
export type Variant = Program["variants"][number];
export type Texts = Coroscope.Texts;
export type Param = Program["params"][number];
export type NumberParam = Extract<Param, { min: number }>;
export type Values = Coroscope.Values;
export type Value = Values[string];
export type Order = Coroscope.Order;
export type RunReport = Coroscope.Report;
export type SpanInfo = Coroscope.SpanInfo;
export type LaneInfo = Coroscope.LaneInfo;
export type Moment = Coroscope.Moment;
export type LineReport = Coroscope.LineReport;
export type Relation = Coroscope.Relation;
export type Level = RunReport["levels"][number];
export type Choices = Coroscope.Choices;
export type OrdersReport = Coroscope.OrdersReport;
export type OutputReport = OrdersReport["outputs"][number];

/** What defines a run, and how it is looked at. All of it is in the address. */
export interface Settings {
  readonly program: Program;
  readonly variant: string;
  /** Every parameter, defaults included. */
  readonly values: Readonly<Values>;
  readonly where: "page" | "worker";
  readonly order: Order;
  readonly compare: boolean;
  readonly tab: Language;
  /** Null: at the end. */
  readonly cursor: Cursor | null;
  /** Null: from the beginning to the end. */
  readonly zoom: Zoom | null;
  /** What embed.html shows besides the timeline. */
  readonly show?: string;
  /** What is pinned to the axis besides: a query of its own for each, see `runs/entries.js`. */
  readonly with: readonly string[];
  /** What is laid over the lanes of the timeline, see timeline/layers/. */
  readonly layers?: string;
}

/** What can be laid over the lanes of the timeline. */
export type Layer = "wakes" | "chain";

/** A moment of a run that is looked at. */
export interface Cursor {
  /** ms */
  readonly at: number;
  /** How many polls have been made by then, where somebody went from poll to poll. Many of them
   * can lie at the same time. Null: all that began by then. */
  readonly poll: number | null;
}

/** The stretch of time that the timeline shows, ms. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

export type Parsed = { value: Value; error?: undefined } | { value?: undefined; error: string };

/** A file of a program, and what it says. Replaced, never changed. */
export type Listing =
  | { state: "coming" }
  | { state: "there"; text: string; texts: Texts }
  | { state: "failed"; problem: string };
export type Language = "rust" | "python";
export type TokenKind = "plain" | "comment" | "string" | "number" | "keyword" | "type" | "call" | "meta";

export interface Token {
  kind: TokenKind;
  text: string;
}

export interface Instance {
  wasm: Wasm;
  parts: Parts;
  dead: boolean;
}

/** What the wasm module of an instance consists of, as far as it is there. */
export interface Parts {
  /** Is everything there that it takes to simulate, run and show the program? */
  has(program: string): boolean;
  /** Waits until it is. */
  complete(program: string): Promise<void>;
  /** Loads a part, and only then returns. */
  loadNow(part: "view" | "rest"): void;
}

/** A Run, and the instance its memory is in. */
export interface Recording {
  readonly run: Run;
  readonly instance: Instance;
}

export type Phase = "loading" | "ready" | "running" | "done" | "stopped" | "failed";

/** What runs now. */
export interface Running {
  readonly variant: string;
  readonly where: "page" | "worker";
  /** `performance.now()` of its start, and of its last sign of life. */
  readonly since: number;
  readonly heard: number;
}

/** The one state of the page, as everybody sees it. */
export interface State {
  readonly phase: Phase;
  /** A sentence to go with the phase; may be empty. */
  readonly message: string;
  /** What the status says instead of what the phase says; may be empty. */
  readonly status: string;
  readonly catalog: readonly Program[];
  /** By the path of the file: every one that was asked for. */
  readonly listings: Readonly<Record<string, Listing>>;
  /** Null until the catalog is there. */
  readonly settings: Settings | null;
  /** By parameter: why what is in its field is not used. */
  readonly errors: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  /** By variant. */
  readonly predicted: Readonly<Record<string, Track>>;
  /** By variant. */
  readonly measured: Readonly<Record<string, Track>>;
  /** What is being simulated in a worker; null: nothing is. */
  readonly predicting: string | null;
  readonly running: Running | null;
  readonly inspected: Inspected | null;
  /** The source line that is pointed at. */
  readonly line: number | null;
  /** The part of the longest chain that is pointed at. */
  readonly link: Zoom | null;
  /** The source line to go to; a new object for each time. */
  readonly goal: { readonly line: number } | null;
  /** The source line whose spans are framed until somebody says otherwise. */
  readonly framed: number | null;
  /** Is a run that goes on looked into at its front, as long as there is no cursor? */
  readonly follows: boolean;
  /** Null: nobody guesses. */
  readonly guess: Guess | null;
  /** What was measured since the page was opened, of any program; the latest last. */
  readonly history: readonly Kept[];
  /** What is pinned, by `pinKey`, as far as it is open. */
  readonly pinned: Readonly<Record<string, Track>>;
}

/** The same for those who change it: actions, and what runs. What is in it is replaced, never changed. */
export type OwnState = { -readonly [Part in keyof State]: State[Part] };

/** What anything may ask of the page. */
export interface Page {
  /** To be drawn anew, once, in the next frame. */
  redraw(): void;
  /** To say a sentence about something that went wrong. */
  complain(error: unknown): void;
}

/** Somebody guesses what a program prints, and how long it takes. */
export interface Guess {
  /** While it is asked for, what would give it away is hidden. */
  readonly stage: "asking" | "running" | "over";
  readonly program: string;
}

export type TrackKind = "predicted" | "measured";

/** One run of one variant, as the timeline shows it. Replaced, never changed. */
export interface Track {
  readonly kind: TrackKind;
  readonly variant: string;
  /** Where to ask for spans. */
  readonly recording: Recording;
  /** As of `rows`. */
  readonly report: RunReport;
  /** The time the run has reached, ms. */
  readonly now: number;
  /** The time up to which the recording tells, ms. A worker that is held up tells nothing. */
  readonly heard: number;
  /** How much was recorded when the report was made. */
  readonly rows: number;
  /** What it ran with, see `settingsKey`. */
  readonly settings: string;
  readonly life: "live" | "ended" | "stopped" | "failed";
  /** The name of the file that it was opened from. */
  readonly saved?: string;
  /** Of one that is pinned: its entry in `with`, and what it ran with in words. */
  readonly pin?: string;
  readonly label?: string;
}

/** A run that is over, such that it can be looked at again. */
export interface Kept {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly where: "page" | "worker";
  readonly track: Omit<Track, "recording"> & { readonly recording: null };
  readonly trace: Uint8Array;
}

/** A place in the timeline, filled or still empty. */
export interface Slot {
  kind: TrackKind;
  variant: Variant;
  chosen: boolean;
  track: Track | null;
  /** How many to leave room for. */
  lanes: number;
  /** Of one that is pinned: which of them, from 0. */
  place?: number;
}

/** The span a person looks at. */
export interface Inspected {
  /** See `trackKey`. */
  readonly track: string;
  readonly lane: number;
  /** ms */
  readonly at: number;
  readonly span: SpanInfo | null;
  readonly by: "pointer" | "pinned" | "keyboard";
}

/** What all tracks share, in CSS pixels. */
export interface Frame {
  /** Of a track's canvas. */
  width: number;
  /** Where `from` is. */
  left: number;
  /** Where `end` is. */
  right: number;
  /** The time that is shown first, ms. */
  from: number;
  /** The time that is shown last, ms. */
  end: number;
  /** The end of the axis when all is shown, ms. */
  whole: number;
  /** Names go above their lanes. */
  isNarrow: boolean;
}

/** How the lanes of one track lie, in CSS pixels. */
export interface Lanes {
  count: number;
  /** Of one lane, its name included. Less than one if several share a pixel. */
  height: number;
  /** Of a full bar. */
  bar: number;
  /** What a name above its lane takes. */
  name: number;
  isNamed: boolean;
  /** Of all lanes, padding included. */
  total: number;
}

/** How high lanes are, CSS pixels; or as high that all are in view, or as is usual. */
export type Thickness = number | "fit" | null;
