// Simulates what is shown, and not yet simulated with these settings.

import { isOwn } from "../model/own.js";
import { isRecorded } from "../model/recorded.js";
import { settingsKey } from "../model/state.js";
import { begin, during } from "../settled.js";
import { isTrap, release } from "./engine.js";
import { tellAll } from "./reading.js";

/** @import { Engine, OwnPredictor, OwnState, Page, Settings, Tracks, WorkerSimulation } from "./types.js" */

/** A prediction that takes longer than this waits until the drag pauses, ms. */
const SLOW = 24;
const DRAG_PAUSE = 160;

/**
 * @param {OwnState} state
 * @param {Engine} engine
 * @param {Tracks} tracks
 * @param {Page} page
 */
export function createPredictor(state, engine, tracks, { redraw, complain }) {
  let notBefore = 0;
  let took = 0;
  // What brought an instance down is not simulated once more in the next.
  /** @type {Set<string>} */
  const deadly = new Set();

  // What is missing for a program is asked for once: what cannot be had must not be asked for in
  // every frame.
  /** @type {Set<string>} */
  const asked = new Set();

  /** Simulates in a worker; fetched by those who need it. @type {Promise<WorkerSimulation> | undefined} */
  let workerSimulation;

  let predicted = () => {};

  /** @param {string | null} what  is being simulated in a worker */
  function setPredicting(what) {
    if (what !== state.predicting) {
      predicted();
      if (what !== null) predicted = begin("predicting");
    }
    state.predicting = what;
  }

  /** @param {Settings} settings @param {string} variant @param {string} key */
  async function predictInWorker({ program, values, order }, variant, key) {
    if (state.predicting === key + variant) return;
    setPredicting(key + variant);
    /** @param {() => void} act @param {() => void} [otherwise] */
    const settle = (act, otherwise) => {
      const { settings } = state;
      const isWanted = settings !== null && settingsKey(settings) === key;
      if (state.predicting === key + variant) setPredicting(null);
      if (isWanted) act();
      else otherwise?.();
      redraw();
    };
    /** @param {unknown} error @param {boolean} isDeadly */
    const failed = (error, isDeadly) =>
      settle(() => {
        deadly.add(key + variant);
        tracks.forget("predicted", variant);
        complain(
          isDeadly
            ? new Error(
                `The program crashed in the simulation: ${error instanceof Error ? error.message : error}.`,
              )
            : error,
        );
      });
    try {
      workerSimulation ??= import("./worker_simulation.js").then(({ createWorkerSimulation }) =>
        createWorkerSimulation(),
      );
      (await workerSimulation).simulate({
        request: { program: program.id, variant, values, order, build: engine.instance()?.wasm.build },
        done: (bytes) =>
          engine.open(bytes).then(
            (recording) =>
              settle(
                () => tracks.add("predicted", variant, recording, key, "ended"),
                () => release(recording),
              ),
            (error) => failed(error, false),
          ),
        failed,
      });
    } catch (error) {
      failed(error, false);
    }
  }

  /** Predicts a person's own listing; fetched by those who have one. @type {OwnPredictor | null | undefined} */
  let own;

  /** @param {Settings} settings */
  function predictOwn(settings) {
    if (own) return own.predict(settings);
    if (own === null) return;
    own = null;
    during("fetching a part of the page", import("./own_predictor.js")).then(({ createOwnPredictor }) => {
      own = createOwnPredictor(state, engine, tracks, { redraw, complain }, setPredicting);
      redraw();
    }, complain);
  }

  /** @param {string} program */
  function complete(program) {
    if (asked.has(program)) return;
    asked.add(program);
    during("loading the programs", engine.complete(program)).then(redraw, complain);
  }

  return {
    /** A parameter is being dragged. */
    dragged() {
      notBefore = took > SLOW ? performance.now() + DRAG_PAUSE : 0;
    },

    predict() {
      predict();
      tellAll(state, { redraw });
    },
  };

  function predict() {
    const { settings } = state;
    const instance = engine.instance();
    if (!settings || !instance) return;
    // There is nothing to simulate.
    if (isRecorded(settings)) return setPredicting(null);
    if (isOwn(settings)) return predictOwn(settings);
    if (!instance.parts.has(settings.program.id)) return void complete(settings.program.id);
    const key = settingsKey(settings);
    const wanted = settings.compare ? settings.program.variants.map((one) => one.id) : [settings.variant];
    const missing = wanted.filter(
      (variant) => state.predicted[variant]?.settings !== key && !deadly.has(key + variant),
    );
    if (missing.length === 0) return setPredicting(null);
    if (performance.now() < notBefore) {
      const waited = begin("waiting for a drag to pause");
      return void setTimeout(() => {
        redraw();
        waited();
      }, DRAG_PAUSE);
    }
    const [first] = missing;
    if (first !== undefined && isLarge(settings)) return void predictInWorker(settings, first, key);
    setPredicting(null);
    const before = performance.now();
    for (const variant of missing) {
      try {
        const run = instance.wasm.simulate(settings.program.id, variant, settings.values, {
          order: settings.order,
        });
        tracks.add("predicted", variant, { run, instance }, key, "ended");
      } catch (error) {
        deadly.add(key + variant);
        if (isTrap(error)) throw error;
        tracks.forget("predicted", variant);
        complain(error);
      }
    }
    took = performance.now() - before;
  }
}

/** Would simulating these settings take so long that it holds up the page? @param {Settings} settings */
function isLarge({ program, values }) {
  return program.params.some((param) => param.kind === "integer" && Number(values[param.id]) >= param.large);
}
