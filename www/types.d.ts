// The types that the modules share. Browsers never load this file.

import type * as Coroscope from "./pkg/coroscope.js";
import type { createLooking } from "./actions/looking.js";
import type { createApp } from "./app.js";
import type { createFilm } from "./cursor/film.js";
import type { createMeasurer } from "./run/measurer.js";
import type { createTracks } from "./run/tracks.js";
import type { createTrack } from "./timeline/track.js";

declare global {
  // -- From the wasm module ----------------------------------------------------

  type Wasm = typeof Coroscope;
  type Run = Coroscope.Run;
  type Program = Coroscope.Program;
  type Variant = Program["variants"][number];
  type Texts = Coroscope.Texts;
  type Param = Program["params"][number];
  type NumberParam = Extract<Param, { min: number }>;
  type Values = Coroscope.Values;
  type Value = Values[string];
  type Order = Coroscope.Order;
  type RunReport = Coroscope.Report;
  type SpanInfo = Coroscope.SpanInfo;
  type LaneInfo = Coroscope.LaneInfo;
  type Moment = Coroscope.Moment;
  type LineReport = Coroscope.LineReport;
  type Relation = Coroscope.Relation;
  type Level = RunReport["levels"][number];
  type Choices = Coroscope.Choices;
  type OrdersReport = Coroscope.OrdersReport;
  type OutputReport = OrdersReport["outputs"][number];

  // -- What defines a run --------------------------------------------------------

  /** What defines a run, and how it is looked at. All of it is in the address. */
  interface Settings {
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
  type Layer = "wakes" | "chain";

  /** A moment of a run that is looked at. */
  interface Cursor {
    /** ms */
    readonly at: number;
    /** How many polls have been made by then, where somebody went from poll to poll. Many of them
     * can lie at the same time. Null: all that began by then. */
    readonly poll: number | null;
  }

  /** How fast a run is played: so many times as fast as its own time, or so that all of it takes a few
   * seconds. */
  type Speed = number | "fitted";

  /** The stretch of time that the timeline shows, ms. */
  interface Zoom {
    readonly from: number;
    readonly to: number;
  }

  type Parsed = { value: Value; error?: undefined } | { value?: undefined; error: string };

  // -- Runs ------------------------------------------------------------------------

  interface Instance {
    wasm: Wasm;
    parts: Parts;
    dead: boolean;
  }

  /** What the wasm module of an instance consists of, as far as it is there. */
  interface Parts {
    /** Is everything there that it takes to simulate, run and show the program? */
    has(program: string): boolean;
    /** Waits until it is. */
    complete(program: string): Promise<void>;
    /** Loads a part, and only then returns. */
    loadNow(part: "view" | "rest"): void;
  }

  /** A Run, and the instance its memory is in. */
  interface Recording {
    readonly run: Run;
    readonly instance: Instance;
  }

  interface Crash {
    message: string;
    trace: Uint8Array | null;
  }

  interface Engine {
    /** Starts an instance; later calls start a fresh one. */
    load(): Promise<Instance>;
    /** The one started last, once it has everything that the program takes. */
    complete(program: string): Promise<Instance>;
    /** The one that is alive. */
    instance(): Instance | null;
    /** Was it a trap? Then the instance is dead. */
    trapped(reason: unknown): boolean;
    /** Waits for a fresh instance if need be. */
    open(bytes: Uint8Array): Promise<Recording>;
  }

  interface RunRequest {
    program: string;
    variant: string;
    values: Values;
    order: Order;
  }

  interface Job {
    stop(): void;
    /** Kills a worker that the program has started, by its place in the report. */
    kill(worker: number): void;
  }

  interface CurrentJob {
    job: Job | null;
    where: "page" | "worker";
    listener: Listener;
  }

  /** What a job tells while it runs. After `end`, `cut`, `error` or `crash` it is silent. */
  interface Listener {
    /** Its clock runs. */
    started(): void;
    /** A recording that grows, or a newer copy of it. */
    live(recording: Recording): void;
    /** It came to its end, or stopped when asked to. */
    end(recording: Recording): void;
    /** It did not stop when asked to, and was cut off. */
    cut(recording: Recording | null): void;
    error(sentence: string): void;
    crash(crash: Crash): void;
  }

  type ToWorker = (RunRequest & { type: "run"; id: number }) | { type: "stop"; id: number } | { type: "kill"; id: number; worker: number };
  type FromWorker = { id: number } & (
    | { type: "started" }
    | { type: "trace"; bytes: Uint8Array }
    | { type: "end"; bytes: Uint8Array }
    | { type: "error"; message: string }
    | { type: "crash"; message: string; bytes: Uint8Array | null }
  );

  type FromSimulator = { type: "simulated"; bytes: Uint8Array } | { type: "refused" | "failed"; message: string };

  /** Between a run and a worker that it started. */
  type ToProcess = { type: "ping" } | ({ type: "job"; capacity?: number } & Coroscope.Call);
  type FromProcess =
    | { type: "ready" }
    | { type: "trace"; bytes: Uint8Array }
    | { type: "done"; answer: string; bytes: Uint8Array | undefined }
    | { type: "stuck"; bytes: Uint8Array | undefined }
    | { type: "refused"; message: string }
    | { type: "crashed"; message: string; bytes?: Uint8Array };

  // -- The state of the page -----------------------------------------------------------

  type Phase = "loading" | "ready" | "running" | "done" | "stopped" | "failed";

  /** What runs now. */
  interface Running {
    readonly variant: string;
    readonly where: "page" | "worker";
    /** `performance.now()` of its start, and of its last sign of life. */
    readonly since: number;
    readonly heard: number;
  }

  /** The one state of the page, as everybody sees it. */
  interface State {
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
  type OwnState = { -readonly [Part in keyof State]: State[Part] };

  /** Somebody guesses what a program prints, and how long it takes. */
  interface Guess {
    /** While it is asked for, what would give it away is hidden. */
    readonly stage: "asking" | "running" | "over";
    readonly program: string;
  }

  /** A run that is over, such that it can be looked at again. */
  interface Kept {
    readonly id: number;
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly where: "page" | "worker";
    readonly track: Omit<Track, "recording"> & { readonly recording: null };
    readonly trace: Uint8Array;
  }

  type TrackKind = "predicted" | "measured";

  /** One run of one variant, as the timeline shows it. Replaced, never changed. */
  interface Track {
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

  /** How many frames were drawn while a run went on, how long that took, ms, and where it ran. */
  interface Watched {
    frames: number;
    ms: number;
    where: "page" | "worker";
  }

  /** A measured run, to be made a file of. */
  interface RunToSave {
    settings: Settings;
    where: "page" | "worker";
    life: "ended" | "stopped" | "failed";
    /** When its clock began, ms since 1970. */
    began: number | undefined;
    /** The version of the wasm module. */
    app: string;
    trace: Uint8Array;
  }

  /** A run that was read from a file. */
  interface SavedRun {
    program: Program;
    variant: string;
    /** What can be set now; the run itself may have had others. */
    values: Values;
    order: Order;
    where: "page" | "worker";
    life: "ended" | "stopped" | "failed";
    trace: Uint8Array;
    /** What it ran with, see `settingsKey`. */
    key: string;
    /** What of its settings could not be used. */
    told: string[];
  }

  /** A picture of the timeline. */
  interface Picture {
    svg: string;
    /** CSS pixels */
    width: number;
    height: number;
    /** How many shapes it consists of, and how many of those show tracks. */
    shapes: number;
    rows: number;
  }

  /** A place in the timeline, filled or still empty. */
  interface Slot {
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
  interface Inspected {
    /** See `trackKey`. */
    readonly track: string;
    readonly lane: number;
    /** ms */
    readonly at: number;
    readonly span: SpanInfo | null;
    readonly by: "pointer" | "pinned" | "keyboard";
  }

  // -- Views -----------------------------------------------------------------------------

  /** What people can do before there is a run to look at. */
  type FirstApp = ReturnType<typeof createApp>;
  /** What people can do. */
  type App = FirstApp & ReturnType<typeof createLooking>;

  /** What actions work with. Views have none of it. */
  interface Hands {
    state: OwnState;
    engine: Engine;
    tracks: Tracks;
    measurer: ReturnType<typeof createMeasurer>;
    address: {
      /** Shows what the address says. */
      read(): void;
      /** Writes into it what is shown. */
      write(how: "push" | "replace"): void;
    };
    redraw(): void;
    complain(error: unknown): void;
    /** A parameter is being dragged. */
    dragged(): void;
  }

  type Film = ReturnType<typeof createFilm>;
  type Tracks = ReturnType<typeof createTracks>;
  type TrackView = ReturnType<typeof createTrack>;
  type View = (state: State) => void;
  /** One that `follows` is told of the state while its tool is closed, too. */
  type ToolView = View & { follows?: true };
  /** A function is a listener for the event of that name; false, null and undefined leave the attribute out. */
  type Props = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;
  /** A track that can be looked at more closely. */
  type OpenTrack = { view: TrackView; track: Track; key: string };

  /** What the timeline shares with those who move it. */
  interface Surface {
    root: HTMLElement;
    layout(): { frame: Frame; views: TrackView[] };
    /** Does somebody move it by hand? Then it follows at once. */
    isHeld: boolean;
    /** How high its lanes are to be. */
    thickness: Thickness;
  }

  /** What can be done to what the timeline shows. Places are `clientX`. */
  interface ZoomActions {
    fit(): void;
    /** Closer or farther by a step, about what is looked at. */
    step(isCloser: boolean): void;
    /** Later by a part of what is shown. */
    part(share: number): void;
    closerAt(clientX: number, by: number): void;
    /** From what was shown so much closer, and a time brought to a place. */
    closerBetween(time: number, clientX: number, by: number, from: Zoom): void;
    /** Later by so many pixels than what is shown, or was. */
    pan(pixels: number, from?: Zoom): void;
    /** As much as is shown, from a time on. */
    moveTo(from: number): void;
    /** To the span under a pointer. */
    toSpan(event: MouseEvent): void;
    isZoomed(): boolean;
    shown(): Zoom;
    timeAt(clientX: number): number;
    thicker(isThicker: boolean): void;
    setThickness(thickness: Thickness): void;
  }

  /** What all tracks share, in CSS pixels. */
  interface Frame {
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

  /** How high lanes are, CSS pixels; or as high that all are in view, or as is usual. */
  type Thickness = number | "fit" | null;

  /** Where a picture of cells goes, in device pixels. */
  interface CellsPlace {
    x: number;
    y: number;
    /** As many pixels as there are cells in a row. */
    width: number;
    height: number;
    rows: number;
    /** The first lane. */
    first: number;
    /** Do several lanes share a row? */
    isShared: boolean;
    isGhost: boolean;
    palette: Palette;
  }

  /** How the lanes of one track lie, in CSS pixels. */
  interface Lanes {
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

  type Pen = CanvasRenderingContext2D;

  interface Palette {
    tasks: string[];
    ink: string;
    muted: string;
    /** Hairlines. */
    faint: string;
    /** The lines of the axis behind all else. */
    faintest: string;
    /** Lines that say something. */
    line: string;
    ground: string;
    accent: string;
    warn: string;
    /** The family of the page's text. */
    font: string;
    /** The size of small text, CSS pixels. */
    text: number;
    /** For people who want things to stand out from each other, predictions are less pale. */
    isStrong: boolean;
    /** Stripes that come back every `size` device pixels, between edges if so wished. */
    hatch(pen: Pen, colour: string, size: number, stroke: number, edge?: string): CanvasPattern | string;
  }

  /** A canvas that is being drawn on, measured in CSS pixels. */
  interface Sheet {
    pen: Pen;
    frame: Frame;
    height: number;
    /** Device pixels for one CSS pixel. */
    scale: number;
    colours: Palette;
  }

  /** How one lane is painted, in device pixels. */
  interface Look {
    palette: Palette;
    /** Device pixels for one CSS pixel. */
    scale: number;
    /** A prediction: outlines and paler fills. */
    isGhost: boolean;
    /** The height of a full bar. */
    bar: number;
  }

  /** From a cause to a poll; places across in device pixels. */
  interface Arrow {
    /** The lane it comes from; -1 for none. */
    from: number;
    x0: number;
    lane: number;
    x1: number;
    kind: number;
    /** Does it stand for several? */
    isMany: boolean;
    isStrong: boolean;
  }

  /** Takes what a person entered, and what holds if that cannot be used. */
  type SetText = (text: string, good: string) => void;

  interface Row {
    element: HTMLElement;
    show(value: string, error: string): void;
  }

  type TableId = "levels" | "tasks" | "sleeps" | "chain" | "spans";

  interface Table {
    head: string[];
    rows: (string | Node)[][];
    note: string;
    /** What each row listens to. */
    listeners?: Props[];
  }

  // -- Keys ----------------------------------------------------------------------------------

  /** Keys that belong together, for the help sheet: `ArrowLeft`, `Shift+ArrowLeft`, as events name them. */
  interface KeyHelp {
    keys: string[];
    does: string;
  }

  // -- Orders ---------------------------------------------------------------------------------

  /** What a worker is to try. */
  interface TrialRequest {
    program: string;
    variant: string;
    values: Values;
    /** How many orders, if there are not fewer. */
    most: number;
    /** How long it may take, ms. */
    patience: number;
    /** After so many runs it ends in any case. */
    runs: number;
  }

  type FromTrier =
    | { type: "report"; report: OrdersReport; runs: number; end: "done" | "late" | "stopped" | null }
    | { type: "panicked"; message: string; runs: number }
    | { type: "failed"; message: string };

  /** How trying ended; null while it goes on. */
  type TrialEnd = "done" | "late" | "stopped" | "panicked" | "failed" | null;

  interface Trial {
    report: OrdersReport | null;
    /** How many simulations that took so far. */
    runs: number;
    end: TrialEnd;
    /** ms */
    took: number;
    /** A sentence; may be empty. */
    problem: string;
  }

  // -- Source --------------------------------------------------------------------------------

  /** A file of a program, and what it says. Replaced, never changed. */
  type Listing =
    | { state: "coming" }
    | { state: "there"; text: string; texts: Texts }
    | { state: "failed"; problem: string };

  type Language = "rust" | "python";
  type TokenKind = "plain" | "comment" | "string" | "number" | "keyword" | "type" | "call" | "meta";
  interface Token {
    kind: TokenKind;
    text: string;
  }
}
