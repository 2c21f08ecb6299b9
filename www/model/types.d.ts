// Types of the model: programs, the settings of runs, runs and their tracks, and the state. Browsers
// never load such a file.

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
export type OutputLine = Coroscope.OutputLine;
export type SpanInfo = Coroscope.SpanInfo;
export type Label = Coroscope.Label;
export type LaneInfo = Coroscope.LaneInfo;
export type Moment = Coroscope.Moment;
export type LineReport = Coroscope.LineReport;
export type Relation = Coroscope.Relation;
export type Level = RunReport["levels"][number];
export type Choices = Coroscope.Choices;
export type OrdersReport = Coroscope.OrdersReport;
export type OutputReport = OrdersReport["outputs"][number];

/** The settings of a run, and how it is looked at. All of it is in the address. */
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
  /** The parts that embed.html shows besides the timeline. */
  readonly show?: string;
  /** Is a guess asked, before the answer is shown? */
  readonly guess?: boolean;
  /** The runs that are pinned to the axis: a query for each, see `runs/entries.js`. */
  readonly with: readonly string[];
  /** The layers over the lanes of the timeline, see timeline/layers/. */
  readonly layers?: string;
  /** The text of a person's own listing, see own.js. Left out until it is there. */
  readonly code?: string | undefined;
}

/** What is known of a person's own listing besides its text. Replaced, never changed. */
export interface OwnListing {
  /** Has it come with a link, and nobody has said yet that it may run? */
  readonly isForeign: boolean;
  /** The text as it was when it was opened. */
  readonly first: string;
  /** A text, and what stands for it in the address; null: it is too long for one. */
  readonly link: { readonly text: string; readonly code: string | null } | null;
  /** When a person has last pressed a key in it, by `performance.now()`. */
  readonly typed: number;
  /** The settings that could not be predicted, see `settingsKey`, and why. */
  readonly unpredicted: { readonly key: string; readonly python: PythonEnd } | null;
}

/** An exception, as CPython says it; the message begins with the type. Lines and columns count from 1; 0 is none. */
export interface Failure {
  type: string;
  message: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  parts: Failure[];
}

/** What there is to say of a run of a listing besides its record. */
export interface PythonEnd {
  /** What ended it, if an exception did. */
  readonly failure: Failure | null;
  readonly notes: readonly { readonly text: string; readonly line: number }[];
  /** Why it did not come to its end; may be empty. */
  readonly problem: string;
}

/** A file that a run names which was recorded elsewhere. */
export interface RecordedFile {
  readonly name: string;
  /** What its text is called among the listings. */
  readonly listing: string;
  /** The lines that the run names. */
  readonly lines: ReadonlySet<number>;
  readonly language: Language | "plain";
  /** A sentence about its text; may be empty. */
  readonly note: string;
}

/** What there is beside a run that was recorded elsewhere. Replaced, never changed. */
export interface Recorded {
  readonly files: readonly RecordedFile[];
  /** The file that is shown. */
  readonly shown: RecordedFile;
  /** Sentences about it. */
  readonly said: readonly string[];
  /** Its file as it was opened. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is in the file of a record beside its rows. */
export interface RecordParts {
  /** What it is of: empty if the file does not say so. */
  program: string;
  /** The version of Python. */
  python: string;
  /** Who has written it. */
  app: string;
  /** The names of files, by their numbers. */
  files: string[];
  /** The texts of files, by the numbers of the files. */
  sources: Map<number, string>;
  /** Sentences to be shown beside it. */
  notes: string[];
  /** How the program ended (`python/README.md`), if the file says so, */
  end: number | null;
  exit_code: number;
  /** and otherwise why it does not: it was not written, the file is cut off, or a part is damaged. */
  missing: "" | "end" | "cut" | "damaged";
}

/** A layer over the lanes of the timeline. `chain` is the longest chain: the critical path. */
export type Layer = "wakes" | "chain";

/** The moment of a run that is shown. */
export interface Cursor {
  /** ms */
  readonly at: number;
  /** The number of polls before the moment, if a person went from poll to poll: many polls can be at
   * the same time. Null: all polls that began by then. */
  readonly poll: number | null;
}

/** The stretch of time that the timeline shows, ms. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

export type Parsed = { value: Value; error?: undefined } | { value?: undefined; error: string };

/** A file of a program, and its text. Replaced, never changed. */
export type Listing =
  | { state: "coming" }
  | { state: "there"; text: string; texts: Texts }
  | { state: "failed"; problem: string };

/** The listing of a program in Python, with values and a variant. */
export interface Twin {
  text: string;
  /** The labels of the parameters that it has not. */
  left: string[];
  /** What a comment says that Python has for the variant, if the listing has no function for it; else null. */
  instead: string | null;
  /** What it needs that a page has not, as part of a sentence; null: nothing. */
  needs: string | null;
  /** The lines on which comments begin that say where Python does otherwise. */
  differs: number[];
  /** Does it run on this page, as the chosen variant? */
  runsHere: boolean;
}

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

/** The parts of an instance's wasm module that have been loaded. */
export interface Parts {
  /** Is everything there that is needed to simulate, run and show the program? */
  has(program: string): boolean;
  /** Loads it, and waits until it is there. */
  complete(program: string): Promise<void>;
  /** Loads a part, and only then returns. */
  loadNow(part: "view" | "rest"): void;
}

/** A `Run`, and the instance whose memory it is in. */
export interface Recording {
  readonly run: Run;
  readonly instance: Instance;
}

export type Phase = "loading" | "ready" | "running" | "done" | "stopped" | "failed";

/** The run that goes on. */
export interface Running {
  readonly variant: string;
  readonly where: "page" | "worker";
  /** `performance.now()` of its start, and of its last sign of life. */
  readonly since: number;
  readonly heard: number;
}

/** The state of the page, as views see it. */
export interface State {
  readonly phase: Phase;
  /** The programs could not be loaded. */
  readonly isLost: boolean;
  /** A sentence to go with the phase; may be empty. */
  readonly message: string;
  /** The status, if it is not that of the phase; may be empty. */
  readonly status: string;
  readonly catalog: readonly Program[];
  /** All listings that were asked for, by the path of the file. */
  readonly listings: Readonly<Record<string, Listing>>;
  /** Null until the catalog is there. */
  readonly settings: Settings | null;
  /** By parameter: why the text in its field is not used. */
  readonly errors: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  /** By variant. */
  readonly predicted: Readonly<Record<string, Track>>;
  /** By variant. */
  readonly measured: Readonly<Record<string, Track>>;
  /** The settings that a worker simulates now; null: none. */
  readonly predicting: string | null;
  readonly running: Running | null;
  readonly inspected: Inspected | null;
  /** The source line that is pointed at. */
  readonly line: number | null;
  /** The file of that line, if a run has several and it is known. */
  readonly lineFile?: string | null;
  /** The part of the longest chain (the critical path) that is pointed at. */
  readonly link: Zoom | null;
  /** The source line to go to; a new object each time. */
  readonly goal: { readonly line: number } | null;
  /** The source line whose spans are framed. */
  readonly framed: number | null;
  /** Is the newest moment of a run shown while it goes on and there is no cursor? */
  readonly follows: boolean;
  /** Null: there is no guess. */
  readonly guess: Guess | null;
  /** The runs since the page was opened, of any program; the latest last. */
  readonly history: readonly Kept[];
  /** Null until a person's own listing is shown. */
  readonly own: OwnListing | null;
  /** Of the last run that was opened and was recorded elsewhere, see recorded.js. */
  readonly recorded?: Recorded;
  /** The pinned runs that are open, by `pinKey`. */
  readonly pinned: Readonly<Record<string, Track>>;
}

/** The same for modules that write it: actions and `run/`. Its values are replaced, never changed. */
export type OwnState = { -readonly [Name in keyof State]: State[Name] };

/** What every module may ask of the page. */
export interface Page {
  /** Draws it again, once, in the next frame. */
  redraw(): void;
  /** Shows a sentence about something that went wrong. */
  complain(error: unknown): void;
}

/** A person guesses what a program prints, and how long it takes. */
export interface Guess {
  /**
   * While it is `welcome` or `asking`, the page hides the result. The first is the one question that is put
   * to whoever comes for the first time.
   */
  readonly stage: "welcome" | "asking" | "running" | "over";
  readonly program: string;
}

export type TrackKind = "predicted" | "measured";

/** A stretch of a run in which a browser did not let it go on as usual, ms. */
export interface Away {
  readonly kind: "hidden" | "paused";
  readonly from: number;
  readonly to: number;
}

/** A run of a variant, as the timeline shows it. Replaced, never changed. */
export interface Track {
  readonly kind: TrackKind;
  readonly variant: string;
  /** The run to ask for spans. */
  readonly recording: Recording;
  /** As of `rows`. */
  readonly report: RunReport;
  /** The time that the run has reached, ms. */
  readonly now: number;
  /** The time up to which the recording reports, ms. A worker that is held up reports nothing. */
  readonly heard: number;
  /** The number of rows that were recorded when the report was made. */
  readonly rows: number;
  /** Its settings, see `settingsKey`. */
  readonly settings: string;
  readonly life: "live" | "ended" | "stopped" | "failed";
  /** Of a measured run that is over: the step of the clock, ms, null if it was not seen to move. */
  readonly step?: number | null | undefined;
  /** Of a measured run that is over: what kept it from going on. */
  readonly away?: readonly Away[] | undefined;
  /** The same in words, see `awayWords`; empty if nothing did. */
  readonly mark?: string | undefined;
  /** The name of the file that it was opened from. */
  readonly saved?: string;
  /** Of a run of a person's own listing. */
  readonly python?: PythonEnd;
  /** Of a pinned run: its entry in `with`, and its settings in words. */
  readonly pin?: string;
  readonly label?: string;
}

/** A run that is over, with all that it takes to look at it again. */
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
  /** The number of lanes to leave space for. */
  lanes: number;
  /** Of a pinned run: its place among them, from 0. */
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

/** The geometry that all tracks share, in CSS pixels. */
export interface Frame {
  /** Of a track's canvas. */
  width: number;
  /** Where `from` is. */
  left: number;
  /** Where `end` is. */
  right: number;
  /** The first time that is shown, ms. */
  from: number;
  /** The last time that is shown, ms. */
  end: number;
  /** The end of the axis when all is shown, ms. */
  whole: number;
  /** Are names above their lanes? */
  isNarrow: boolean;
}

/** The geometry of the lanes of a track, in CSS pixels. */
export interface Lanes {
  count: number;
  /** Of a lane, its name included. Less than 1 if several share a pixel. */
  height: number;
  /** Of a full bar. */
  bar: number;
  /** The height of a name above its lane. */
  name: number;
  isNamed: boolean;
  /** Is there room for words in them? */
  isWorded: boolean;
  /** Of all lanes, padding included. */
  total: number;
}

/** The height of lanes, CSS pixels; "fit": such that all are in view; null: the usual one. */
export type Thickness = number | "fit" | null;

/** What a link carries: code, or a sentence about why it cannot be read. */
export type ReadCode = { text: string; problem?: never } | { problem: string; text?: never };
