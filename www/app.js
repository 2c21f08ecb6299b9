// What people can do on the page, and what that does to the state. Views call
// actions; actions change the state and ask for one redraw.

import { byId } from "./ui/dom.js";
import { defaults, parse } from "./model/params.js";
import { initialState, isHidden } from "./model/state.js";
import { readQuery, suggestedVariant, writeQuery } from "./model/url.js";
import { createEngine } from "./run/engine.js";
import { createListings } from "./run/listings.js";
import { createMeasurer } from "./run/measurer.js";
import { createTracks } from "./run/tracks.js";
import { begin as busyWith, during } from "./settled.js";

/** Browsers refuse an address that changes too often, so a drag writes the last one, ms. */
const ADDRESS_PAUSE = 120;
/** After so many crashes with no run in between, no more instances are started. */
const MOST_CRASHES = 4;
const SORRY = "A part of this page could not be drawn; the browser's console says why. Please reload.";

/** @param {View} render  called at most once a frame */
export function createApp(render) {
  const state = initialState();
  const engine = createEngine(instanceDied);
  const tracks = createTracks(state, engine);
  /** Fetched when Run is usable. @type {ReturnType<typeof import("./run/predictor.js").createPredictor> | null} */
  let predictor = null;
  const listings = createListings(state, engine, { redraw, complain });
  const measurer = createMeasurer(state, engine, tracks, { redraw, complain });
  let isScheduled = false;
  /** What the address is to be soon. @type {string | null} */
  let pendingAddress = null;
  let written = () => {};
  let crashes = 0;

  function redraw() {
    if (isScheduled) return;
    isScheduled = true;
    const drawn = busyWith("drawing");
    requestAnimationFrame(() => {
      isScheduled = false;
      try {
        listings.fetch();
        predictor?.predict();
        measurer.follow();
        render(state);
      } catch (error) {
        // What a view cannot draw must not stop the others for ever, or go unseen.
        console.error(String(error), error);
        if (!engine.trapped(error)) complain(new Error(SORRY));
      }
      if (state.phase === "running") redraw();
      drawn();
    });
  }

  async function boot() {
    try {
      const { wasm } = await during("loading the programs", engine.load());
      state.catalog = wasm.catalog();
    } catch (error) {
      return measurer.setPhase("failed", loadingFailed(error));
    }
    readAddress();
    addEventListener("popstate", readAddress);
  }

  function readAddress() {
    forgetPending();
    const { settings, notices } = readQuery(location.search, state.catalog);
    if (state.settings?.program !== settings.program) {
      tracks.forgetAll();
      state.goal = null;
    }
    state.settings = settings;
    state.notices = notices;
    state.errors = {};
    // The address is to say what is shown, not what could not be.
    if (notices.length > 0) writeAddress("replace");
    measurer.rest();
  }

  /** @param {"push" | "replace"} how */
  function writeAddress(how) {
    if (!state.settings) return;
    const address = writeQuery(state.settings) + location.hash;
    if (how === "push") {
      // The entry that is left keeps what was last set in it.
      writePending();
      history.pushState(null, "", address);
    } else {
      if (pendingAddress === null) {
        written = busyWith("writing the address");
        setTimeout(writePending, ADDRESS_PAUSE);
      }
      pendingAddress = address;
    }
  }

  function forgetPending() {
    pendingAddress = null;
    written();
  }

  function writePending() {
    if (pendingAddress !== null) history.replaceState(null, "", pendingAddress);
    forgetPending();
  }

  /** @param {Partial<Settings>} change @param {"push" | "replace"} how */
  function set(change, how) {
    if (!state.settings) return;
    state.settings = { ...state.settings, ...change };
    state.inspected = null;
    state.line = null;
    state.link = null;
    writeAddress(how);
    redraw();
  }

  /** Changes how a run is looked at, not the run. @param {Partial<Settings>} change @param {boolean} [isMoving] */
  function look(change, isMoving = false) {
    if (!state.settings) return;
    state.settings = { ...state.settings, ...change };
    if (!isMoving) writeAddress("replace");
    redraw();
  }

  /** A program with nothing run and nothing changed. @param {Program} program @param {Partial<Settings>} [more] */
  function begin(program, more) {
    tracks.forgetAll();
    state.goal = null;
    state.errors = {};
    state.notices = [];
    set(
      {
        program,
        variant: suggestedVariant(program).id,
        values: defaults(program.params),
        order: "fifo",
        cursor: null,
        zoom: null,
        with: [],
        ...more,
      },
      "push",
    );
    measurer.rest();
  }

  /**
   * What a person typed or dragged for a parameter.
   * @param {string} id
   * @param {string} text
   * @param {string} good   what holds if that cannot be used
   */
  function setParam(id, text, good) {
    const param = state.settings?.program.params.find((one) => one.id === id);
    if (!param || !state.settings) return;
    const parsed = parse(param, text);
    const { [id]: _, ...errors } = state.errors;
    state.errors = parsed.error === undefined ? errors : { ...errors, [id]: parsed.error };
    const value = parsed.value ?? parse(param, good).value ?? param.default;
    predictor?.dragged();
    set({ values: { ...state.settings.values, [id]: value } }, "replace");
    measurer.changed();
  }

  /** @param {Crash} crash */
  async function instanceDied(crash) {
    crashes += 1;
    const wasRunning = state.phase === "running" && state.running?.where === "page";
    if (crashes > MOST_CRASHES) {
      tracks.bury();
      return measurer.setPhase(
        "failed",
        `It crashed again and again: ${crash.message}. Please reload the page.`,
      );
    }
    const loading = during("loading the programs", engine.load());
    if (wasRunning) measurer.crashed(crash);
    // What runs in a worker has an instance of its own, and goes on.
    else if (state.phase === "running") {
      complain(new Error(`The program crashed in the simulation: ${crash.message}.`));
    } else measurer.setPhase("failed", `The program crashed in the simulation: ${crash.message}.`);
    const raise = tracks.bury();
    try {
      await loading;
      await raise();
    } catch (error) {
      measurer.setPhase("failed", loadingFailed(error));
    }
    redraw();
  }

  /** @param {string[]} variants @returns {boolean} Were the settings such that it could? */
  function run(variants) {
    const [wrong] = Object.entries(state.errors);
    if (wrong) {
      measurer.setPhase(state.phase, `Not run: ${wrong[1]}`);
      byId(`param-${wrong[0]}`).focus();
      return false;
    }
    crashes = 0;
    if (state.guess) state.guess = { ...state.guess, stage: "running" };
    measurer.run(variants);
    return true;
  }

  /** @param {unknown} error */
  function complain(error) {
    const sentence = error instanceof Error ? error.message : String(error);
    if (state.notices.includes(sentence)) return;
    state.notices = [...state.notices, sentence];
    redraw();
  }

  return {
    /** For modules that are fetched by few. */
    inside: { state, engine, tracks, measurer, begin },
    boot,
    redraw,
    /** @param {typeof import("./run/predictor.js").createPredictor} create */
    predictWith(create) {
      predictor = create(state, engine, tracks, { redraw, complain });
      redraw();
    },
    complain,
    setParam,
    run: () => run(state.settings ? [state.settings.variant] : []),
    runAll: () => run(state.settings?.program.variants.map((one) => one.id) ?? []),
    stop: measurer.stop,
    reset: () => state.settings && begin(state.settings.program, { where: "page", compare: false }),
    /** @param {string} id */
    selectProgram(id) {
      const program = state.catalog.find((one) => one.id === id);
      if (program && program !== state.settings?.program) begin(program);
    },
    /** @param {string} variant */
    selectVariant(variant) {
      set({ variant }, "push");
      measurer.changed();
    },
    /** @param {"page" | "worker"} where */
    setWhere(where) {
      set({ where }, "replace");
      if (state.running) measurer.changed();
    },
    /** @param {boolean} compare */
    setCompare: (compare) => set({ compare }, "replace"),
    /** @param {Language} tab */
    setTab: (tab) => set({ tab }, "replace"),
    /** Tries once more to fetch what could not be fetched. */
    fetchAgain() {
      listings.forgetFailed();
      redraw();
    },
    dismissNotices() {
      state.notices = [];
      redraw();
    },
    /** Looks at a moment; null: at the end. @param {Cursor | null} cursor @param {boolean} [isMoving] */
    setCursor: (cursor, isMoving) => look({ cursor }, isMoving),
    /** Shows a stretch of time; null: all of it. @param {Zoom | null} zoom */
    setZoom: (zoom) => look({ zoom }),
    /** Pins runs to the axis, see `runs/entries.js`. @param {string[]} entries */
    setWith: (entries) => look({ with: entries }),
    /** Begins, changes or ends a guess. While it is made, what would give it away is hidden. @param {Guess | null} guess */
    setGuess(guess) {
      state.guess = guess;
      if (isHidden(state)) measurer.setPhase("ready");
      else if (state.phase === "ready") measurer.rest();
      redraw();
    },
    /** What is laid over the lanes, as in the address. @param {string} layers */
    setLayers: (layers) => look({ layers }),
    /** Who is polled next. @param {Order} order */
    setOrder(order) {
      set({ order }, "replace");
      measurer.changed();
    },
    /** @param {Inspected | null} inspected */
    inspect(inspected) {
      state.inspected = inspected;
      redraw();
    },
    /** @param {number | null} line */
    pointAtLine(line) {
      state.line = line;
      redraw();
    },
    /** Marks a part of the longest chain. @param {Zoom | null} link */
    pointAtLink(link) {
      state.link = link;
      redraw();
    },
    /** Terminates a worker of the program that runs, by its place in the report. */
    killWorker: measurer.kill,
    /** Takes people to a line of the Rust source. @param {number} line */
    showLine(line) {
      if (!state.settings) return;
      if (state.settings.tab !== "rust") {
        state.settings = { ...state.settings, tab: "rust" };
        writeAddress("replace");
      }
      state.line = line;
      state.goal = { line };
      redraw();
    },
  };
}

/** @param {unknown} error */
function loadingFailed(error) {
  if (typeof WebAssembly === "undefined") {
    return "This browser has WebAssembly turned off, and the programs are WebAssembly. Turn it on, or try another browser.";
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `The programs could not be loaded: ${reason}`;
}
