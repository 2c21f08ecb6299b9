// What people can do on the page, and what that does to the state. Views call
// actions; actions change the state and ask for one redraw.

import { createEngine, ask, isTrap, release } from "./run/engine.js";
import { createJobs } from "./run/jobs.js";
import { initialState, isStale, settingsKey } from "./model/state.js";
import { defaults, parse } from "./model/params.js";
import { readQuery, suggestedVariant, writeQuery } from "./model/url.js";

/** Reports of a run that goes on are made at most this often, ms. */
const REPORT_INTERVAL = 100;
/** A prediction that takes longer than this waits until the drag pauses, ms. */
const SLOW_PREDICTION = 24;
const DRAG_PAUSE = 160;
const SORRY = "A part of this page could not be drawn; the browser's console says why. Please reload.";
/** Recordings up to so many rows are also kept as bytes, to outlive their instance. */
const KEPT_ROWS = 200_000;

/** @param {View} render  called at most once a frame */
export function createApp(render) {
  const state = initialState();
  const engine = createEngine(instanceDied);
  const jobs = createJobs(engine);
  /** @type {WeakMap<Track, Uint8Array>} */
  const kept = new WeakMap();
  let isScheduled = false;
  let predictAfter = 0;
  let slowest = 0;
  let reportedAt = 0;
  let isWritingUrl = false;

  function redraw() {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      try {
        predict();
        refreshLive();
        render(state);
      } catch (error) {
        // What a view cannot draw must not stop the others for ever, or go unseen.
        console.error(error);
        if (!engine.trapped(error) && !state.notices.includes(SORRY)) state.notices = [...state.notices, SORRY];
      }
      if (state.phase === "running") redraw();
    });
  }

  // -- Starting ------------------------------------------------------------

  async function boot() {
    try {
      const { wasm } = await engine.load();
      state.catalog = wasm.catalog();
    } catch (error) {
      state.phase = "failed";
      state.message = loadingFailed(error);
      return redraw();
    }
    readUrl();
    addEventListener("popstate", () => {
      stopForGood();
      readUrl();
    });
  }

  function readUrl() {
    const { settings, notices } = readQuery(location.search, state.catalog);
    const isSameRun = state.settings?.program === settings.program;
    state.settings = settings;
    state.notices = notices;
    state.errors = {};
    if (!isSameRun) forgetTracks();
    rest();
    redraw();
  }

  /** @param {"push" | "replace"} how */
  function writeUrl(how) {
    if (!state.settings) return;
    const url = writeQuery(state.settings) + location.hash;
    if (how === "push") return history.pushState(null, "", url);
    // Browsers refuse an address that changes too often, so a drag writes the last one.
    if (isWritingUrl) return;
    isWritingUrl = true;
    setTimeout(() => {
      isWritingUrl = false;
      if (state.settings) history.replaceState(null, "", writeQuery(state.settings) + location.hash);
    }, 120);
  }

  // -- Settings --------------------------------------------------------------

  /** @param {Partial<Settings>} change @param {"push" | "replace"} how */
  function set(change, how) {
    if (!state.settings) return;
    state.settings = { ...state.settings, ...change };
    state.inspected = null;
    state.line = null;
    writeUrl(how);
    redraw();
  }

  /** @param {string} id */
  function selectProgram(id) {
    const program = state.catalog.find((one) => one.id === id);
    if (!program || !state.settings || program === state.settings.program) return;
    stopForGood();
    forgetTracks();
    state.errors = {};
    state.notices = [];
    setPhase("ready");
    set({ program, variant: suggestedVariant(program).id, values: defaults(program.params), order: "fifo" }, "push");
  }

  /** @param {string} variant */
  function selectVariant(variant) {
    if (variant === state.settings?.variant) return;
    stopForGood();
    set({ variant }, "push");
    rest();
  }

  /**
   * What a person typed or dragged for a parameter.
   * @param {string} id
   * @param {string} text
   */
  function setParam(id, text) {
    const param = state.settings?.program.params.find((one) => one.id === id);
    if (!param || !state.settings) return;
    const parsed = parse(param, text);
    const { [id]: _, ...errors } = state.errors;
    if (parsed.error !== undefined) {
      state.errors = { ...errors, [id]: parsed.error };
      return redraw();
    }
    state.errors = errors;
    predictAfter = slowest > SLOW_PREDICTION ? performance.now() + DRAG_PAUSE : 0;
    set({ values: { ...state.settings.values, [id]: parsed.value } }, "replace");
    if (state.phase !== "running") rest();
  }

  function reset() {
    if (!state.settings) return;
    stopForGood();
    forgetTracks();
    const { program } = state.settings;
    state.errors = {};
    state.notices = [];
    setPhase("ready");
    set({ values: defaults(program.params), variant: suggestedVariant(program).id, order: "fifo", where: "page", compare: false }, "push");
  }

  // -- Prediction --------------------------------------------------------------

  /** Simulates what is shown and not yet simulated with these settings. */
  function predict() {
    const { settings } = state;
    const instance = engine.instance();
    if (!settings || !instance) return;
    const key = settingsKey(settings);
    const wanted = settings.compare ? settings.program.variants.map((one) => one.id) : [settings.variant];
    const missing = wanted.filter((variant) => state.predicted[variant]?.settings !== key);
    if (missing.length === 0) return;
    if (performance.now() < predictAfter) return void setTimeout(redraw, DRAG_PAUSE);
    const before = performance.now();
    for (const variant of missing) {
      try {
        const run = instance.wasm.simulate(settings.program.id, variant, settings.values, { order: settings.order });
        keep("predicted", track("predicted", variant, { run, instance }, key, "ended"));
      } catch (error) {
        if (isTrap(error)) return;
        complain(error);
        const { [variant]: gone, ...rest } = state.predicted;
        release(gone?.recording);
        state.predicted = rest;
      }
    }
    slowest = performance.now() - before;
  }

  // -- Runs ------------------------------------------------------------------------

  /** @param {string[]} [variants] one after another; the chosen one if left out */
  function run(variants) {
    const { settings } = state;
    if (!settings || state.phase === "running" || !engine.instance()) return;
    const [variant, ...rest] = variants ?? [settings.variant];
    if (variant === undefined) return;
    const key = settingsKey(settings);
    const now = performance.now();
    state.running = { variant, since: now, heard: now };
    state.inspected = null;
    forget("measured", variant);
    setPhase("running", settings.where === "worker" ? "Starting the worker" : "");
    redraw();

    /** @param {Recording} recording @param {Track["life"]} life */
    const measured = (recording, life) => {
      if (state.running) state.running.heard = performance.now();
      keep("measured", track("measured", variant, recording, key, life));
    };
    /** @param {Recording} recording @param {Track["life"]} life @param {Phase} phase @param {string} message */
    const over = (recording, life, phase, message) => {
      measured(recording, life);
      setPhase(phase, message);
      redraw();
    };
    jobs.start(settings.where, { program: settings.program.id, variant, values: settings.values, order: settings.order }, {
      started() {
        const at = performance.now();
        state.running = { variant, since: at, heard: at };
        state.message = "";
        redraw();
      },
      live(recording) {
        measured(recording, "live");
        redraw();
      },
      end(recording) {
        const report = ask(recording, (run) => run.report());
        if (report?.end === "stopped") return over(recording, "stopped", "stopped", report.end_text);
        over(recording, "ended", "done", report?.end_text ?? "");
        if (rest.length > 0) run(rest);
      },
      cut(recording) {
        if (recording) {
          const cutAt = elapsed();
          over(recording, "stopped", "stopped", "The worker did not answer, so it was ended. What it had told by then is shown.");
          return keep("measured", { .../** @type {Track} */ (state.measured[variant]), now: cutAt });
        }
        setPhase("stopped", "Stopped before anything was recorded.");
        redraw();
      },
      error(sentence) {
        setPhase("failed", sentence);
        redraw();
      },
      async crash({ message, trace }) {
        setPhase("failed", `The program crashed: ${message}. A fresh instance has taken over; you can run again.`);
        redraw();
        try {
          if (trace) measured(await engine.open(trace), "failed");
        } catch (error) {
          complain(error);
        }
        redraw();
      },
    });
  }

  function stop() {
    if (state.phase !== "running") return;
    state.message = "Stopping";
    jobs.stop();
    redraw();
  }

  function stopForGood() {
    jobs.drop();
    state.running = null;
  }

  /** How long the page has seen it run, ms. */
  function elapsed() {
    return state.running ? performance.now() - state.running.since : 0;
  }

  /** Reads what a run on this page has recorded since the last frame. */
  function refreshLive() {
    const live = state.running && state.measured[state.running.variant];
    if (!live || live.life !== "live") return;
    const rows = ask(live.recording, (run) => run.rows());
    const heard = ask(live.recording, (run) => run.now_ms());
    if (rows === undefined || heard === undefined) return;
    const now = state.settings?.where === "worker" ? Math.max(heard, elapsed()) : heard;
    if (rows === live.rows && now === live.now) return;
    const isDue = rows !== live.rows && performance.now() - reportedAt > REPORT_INTERVAL;
    if (isDue) reportedAt = performance.now();
    const report = (isDue && ask(live.recording, (run) => run.report())) || live.report;
    state.measured = { ...state.measured, [live.variant]: { ...live, now, heard, report, rows: isDue ? rows : live.rows } };
  }

  // -- When wasm dies ----------------------------------------------------------------

  /** @param {Crash} crash */
  async function instanceDied(crash) {
    const loading = engine.load();
    const wasRunning = state.phase === "running" && state.settings?.where === "page";
    if (wasRunning) jobs.crashed(crash);
    else setPhase("failed", `The program crashed in the simulation: ${crash.message}.`);
    const dead = { ...state.measured };
    state.predicted = {};
    state.measured = {};
    redraw();
    try {
      await loading;
      for (const [variant, track] of Object.entries(dead)) {
        const bytes = kept.get(track);
        if (bytes && !state.measured[variant]) {
          keep("measured", { ...track, recording: await engine.open(bytes) });
        }
      }
    } catch (error) {
      setPhase("failed", loadingFailed(error));
    }
    redraw();
  }

  // -- Bookkeeping ---------------------------------------------------------------------

  /**
   * @param {TrackKind} kind
   * @param {string} variant
   * @param {Recording} recording
   * @param {string} settings
   * @param {Track["life"]} life
   * @returns {Track}
   */
  function track(kind, variant, recording, settings, life) {
    const { run } = recording;
    const now = run.now_ms();
    const made = { kind, variant, recording, settings, life, report: run.report(), rows: run.rows(), now, heard: now };
    if (kind === "measured" && life !== "live" && made.rows <= KEPT_ROWS) kept.set(made, run.to_bytes());
    return made;
  }

  /** @param {"predicted" | "measured"} where @param {Track} track */
  function keep(where, track) {
    const old = state[where][track.variant];
    state[where] = { ...state[where], [track.variant]: track };
    if (old && old.recording.run !== track.recording.run) release(old.recording);
  }

  /** @param {"predicted" | "measured"} where @param {string} variant */
  function forget(where, variant) {
    const { [variant]: gone, ...rest } = state[where];
    state[where] = rest;
    release(gone?.recording);
  }

  function forgetTracks() {
    for (const variant of Object.keys(state.predicted)) forget("predicted", variant);
    for (const variant of Object.keys(state.measured)) forget("measured", variant);
  }

  /** @param {Phase} phase @param {string} [message] */
  function setPhase(phase, message = "") {
    state.phase = phase;
    state.message = message;
    if (phase !== "running") state.running = null;
  }

  /** The phase when nothing runs: what is set now was measured, or it was not. */
  function rest() {
    const measured = state.settings && state.measured[state.settings.variant];
    setPhase(measured?.life === "ended" && !isStale(state, measured) ? "done" : "ready");
  }

  /** @param {unknown} error */
  function complain(error) {
    const sentence = error instanceof Error ? error.message : String(error);
    if (!state.notices.includes(sentence)) state.notices = [...state.notices, sentence];
  }

  return {
    boot,
    redraw,
    selectProgram,
    selectVariant,
    setParam,
    reset,
    run: () => run(),
    runAll: () => run(allVariants(state.settings)),
    stop,
    /** @param {"page" | "worker"} where */
    setWhere: (where) => set({ where }, "replace"),
    /** @param {boolean} compare */
    setCompare: (compare) => set({ compare }, "replace"),
    /** @param {"rust" | "python"} tab */
    setTab: (tab) => set({ tab }, "replace"),
    fifo: () => set({ order: "fifo" }, "replace"),
    dismissNotices() {
      state.notices = [];
      redraw();
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
  };
}

/** The chosen variant first: that is the one that is waited for. @param {Settings | null} settings */
function allVariants(settings) {
  if (!settings) return [];
  const others = settings.program.variants.map((one) => one.id).filter((id) => id !== settings.variant);
  return [settings.variant, ...others];
}

/** @param {unknown} error */
function loadingFailed(error) {
  if (typeof WebAssembly === "undefined") {
    return "This browser has WebAssembly turned off, and the programs are WebAssembly. Turn it on, or try another browser.";
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `The programs could not be loaded: ${reason}`;
}
