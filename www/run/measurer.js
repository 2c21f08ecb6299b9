// Real runs: starts them, follows them, and writes into the state how they ended.

import { measured } from "../model/format.js";
import { isOwn } from "../model/own.js";
import { isStale, settingsKey } from "../model/state.js";
import { ask, release } from "./engine.js";
import { createJobs } from "./jobs.js";

/** @import { Engine, OwnState, Page, Phase, PythonEnd, Recording, RunReport, Track, Tracks } from "./types.js" */

const CHANGED = "Stopped, because the settings changed";
/** The least time between two reports of a run that goes on, ms. */
const REPORT_INTERVAL = 100;
/** Of the time, reports take at most one part of so many. */
const SHARE = 8;
/** What is new in a run takes about so long to be read and reported for each row, ms. */
const PER_ROW = 0.0001;
/** What is new in a run of more rows than this is read for a report alone. */
const LARGE = 50_000;

/**
 * @param {OwnState} state
 * @param {Engine} engine
 * @param {Tracks} tracks
 * @param {Page} page
 */
export function createMeasurer(state, engine, tracks, { redraw, complain }) {
  const jobs = createJobs(engine);
  let nextReport = 0;
  /** Of the run that goes on. @type {ReturnType<typeof import("./measurement.js").watchRun> | null} */
  let watch = null;

  /** @param {Phase} phase @param {string} [message] @param {string} [status] */
  function setPhase(phase, message = "", status = "") {
    state.phase = phase;
    state.message = message;
    state.status = status;
    if (phase !== "running") state.running = null;
    redraw();
  }

  /** The time since the page saw it begin, ms. */
  function elapsed() {
    return state.running ? performance.now() - state.running.since : 0;
  }

  /** @param {string[]} variants  one after another @param {string[]} [before]  what those before took */
  function run([variant, ...others], before = []) {
    const { settings } = state;
    if (!settings || variant === undefined || state.phase === "running") return;
    const { program, values, order } = settings;
    // A listing of Python runs where Python is.
    const code = isOwn(settings) ? (settings.code ?? "") : undefined;
    const where = code === undefined ? settings.where : "worker";
    const key = settingsKey(settings);
    const now = performance.now();
    state.inspected = null;
    tracks.forget("measured", variant);
    const measuring = import("./measurement.js");
    setPhase("running", where === "worker" ? "Starting the worker" : "");
    state.running = { variant, where, since: now, heard: now };

    /** @param {Recording} recording @param {Track["life"]} life @param {PythonEnd} [python] @param {RunReport} [report] */
    const add = (recording, life, python, report) => {
      if (state.running) state.running = { ...state.running, heard: performance.now() };
      tracks.add(
        "measured",
        variant,
        recording,
        key,
        life,
        life === "live" ? undefined : { ...measurement(recording, report), ...(python && { python }) },
      );
      redraw();
    };
    jobs.start(
      where,
      { program: program.id, variant, values, order, code },
      {
        waiting() {
          state.message = "Waiting for a worker that was ended and still computes";
          redraw();
        },
        started() {
          const at = performance.now();
          state.running = { variant, where, since: at, heard: at };
          watch = null;
          measuring.then(
            ({ watchRun }) => (watch = state.running?.since === at ? watchRun(at) : watch),
            complain,
          );
          state.message = "";
          redraw();
        },
        live: (recording) => add(recording, "live"),
        end(recording, python) {
          const report = ask(recording, (run) => run.report());
          const wasStopped = report?.end === "stopped";
          add(recording, wasStopped ? "stopped" : "ended", python, report);
          if (python?.problem) return setPhase("failed", python.problem);
          if (wasStopped) return setPhase("stopped");
          const title = program.variants.find((known) => known.id === variant)?.title;
          const track = state.measured[variant];
          const but = track?.mark ? ` (${track.mark})` : "";
          const took = [...before, `${title} ${measured(report?.total_ms ?? 0, track)}${but}`];
          setPhase(
            report?.failure ? "failed" : "done",
            report?.end === "completed" ? "" : report?.end_text,
            before.length > 0 ? `Done: ${took.join(", ")}` : "",
          );
          run(others, took);
        },
        cut(recording) {
          if (!recording) return setPhase("stopped", "Stopped before anything was recorded.");
          const cutAt = elapsed();
          add(recording, "stopped");
          tracks.put("measured", { .../** @type {Track} */ (state.measured[variant]), now: cutAt });
          setPhase(
            "stopped",
            "The worker did not answer, so it was ended. What it had reported by then is shown.",
          );
        },
        halted: () => setPhase("stopped"),
        refused(python, sentence) {
          tracks.forget("measured", variant);
          if (state.own) state.own = { ...state.own, unpredicted: { key, python } };
          setPhase("failed", sentence);
        },
        error(sentence) {
          settle("failed");
          setPhase("failed", sentence);
        },
        async crash({ message, trace }) {
          setPhase(
            "failed",
            `The program crashed: ${message}. A fresh instance has taken over; you can run again.`,
          );
          try {
            const recording = trace && (await engine.open(trace));
            if (recording && state.settings?.program === program) add(recording, "failed");
            else release(recording);
          } catch (error) {
            complain(error);
          }
        },
      },
    );
  }

  /** What the times of a run that is over are worth, and its report. @param {Recording} recording @param {RunReport} [known] */
  function measurement(recording, known) {
    const report = known ?? ask(recording, (run) => run.report());
    const found = report && { report, ...watch?.end(report) };
    watch = null;
    return found;
  }

  /** What was recorded of a run that is over, and did not say so, stays. @param {"stopped" | "failed"} life */
  function settle(life) {
    const { running } = state;
    const live = running && state.measured[running.variant];
    if (live?.life !== "live") return;
    const report = ask(live.recording, (run) => run.report()) ?? live.report;
    tracks.put("measured", { ...live, report, life });
  }

  /** Stops the run and ignores what it still reports; what was recorded stays. */
  function drop() {
    settle("stopped");
    if (state.running) jobs.drop();
    watch?.close();
    watch = null;
  }

  return {
    run,
    setPhase,
    crashed: jobs.crashed,
    kill: jobs.kill,

    stop() {
      if (state.phase !== "running") return;
      state.message = "Stopping";
      jobs.stop();
      redraw();
    },

    /** The settings have changed since the run began. */
    changed() {
      if (state.running) {
        drop();
        setPhase("stopped", "", CHANGED);
      } else if (state.status !== CHANGED) this.rest();
    },

    /** Stops the run, and sets the phase to that without a run. */
    rest() {
      drop();
      const measured = state.settings && state.measured[state.settings.variant];
      const isOver = measured?.life === "ended" && !isStale(state, measured);
      setPhase(isOver ? (measured.report.failure ? "failed" : "done") : "ready");
    },

    /** Reads what the run has recorded since the last frame. */
    follow() {
      if (state.running) watch?.look();
      const live = state.running && state.measured[state.running.variant];
      if (!live || live.life !== "live") return;
      const rows = ask(live.recording, (run) => run.rows());
      const heard = ask(live.recording, (run) => run.now_ms());
      if (rows === undefined || heard === undefined) return;
      const now = state.running?.where === "worker" ? Math.max(heard, elapsed()) : heard;
      if (rows === live.rows && now === live.now) return;
      const began = performance.now();
      const isNew = rows !== live.rows;
      const isDue = isNew && began > nextReport + SHARE * PER_ROW * (rows - live.rows);
      // Meanwhile nobody hears a worker, who may be done.
      if (isNew && !isDue && rows > LARGE) return;
      const report = (isDue && ask(live.recording, (run) => run.report())) || live.report;
      // A long report leaves the page more time for all else.
      if (isDue) nextReport = began + Math.max(REPORT_INTERVAL, SHARE * (performance.now() - began));
      tracks.put("measured", { ...live, now, heard, report, rows: isDue ? rows : live.rows });
    },
  };
}
