// Begins and stops runs, takes guesses, and handles what is left of a run when an
// instance dies.

import { isHidden } from "../model/state.js";
import { during } from "../settled.js";
import { byId } from "../ui/dom.js";

/** @import { Crash, Guess, Kit } from "./types.js" */

/** After this many crashes with no run in between, no more instances are started. */
const MOST_CRASHES = 4;

/** What the buttons call, and the engine when an instance dies. @param {Kit} kit */
export function createRunning(kit) {
  const { state, engine, tracks, measurer, redraw, complain } = kit;
  let crashes = 0;

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

  return {
    run: () => run(state.settings ? [state.settings.variant] : []),
    runAll: () => run(state.settings?.program.variants.map((variant) => variant.id) ?? []),
    stop: measurer.stop,
    /** Terminates a worker of the program that runs, by its place in the report. */
    killWorker: measurer.kill,

    /** Begins, changes or ends a guess. During a guess the page hides the answer to it. @param {Guess | null} guess */
    setGuess(guess) {
      state.guess = guess;
      if (isHidden(state)) measurer.setPhase("ready");
      else if (state.phase === "ready") measurer.rest();
      redraw();
    },

    /** @param {Crash} crash */
    async instanceDied(crash) {
      crashes += 1;
      const wasRunning = state.phase === "running" && state.running?.where === "page";
      if (crashes > MOST_CRASHES) {
        tracks.dropDead();
        return measurer.setPhase(
          "failed",
          `It crashed again and again: ${crash.message}. Please reload the page.`,
        );
      }
      const loading = during("loading the programs", engine.load());
      if (wasRunning) measurer.crashed(crash);
      // A run in a worker has an instance of its own, and goes on.
      else if (state.phase === "running") {
        complain(new Error(`The program crashed in the simulation: ${crash.message}.`));
      } else measurer.setPhase("failed", `The program crashed in the simulation: ${crash.message}.`);
      const restore = tracks.dropDead();
      try {
        await loading;
        await restore();
      } catch (error) {
        state.isLost = true;
        measurer.setPhase("failed", loadingFailed(error));
      }
      redraw();
    },
  };
}

/** What to say when the programs could not be loaded. @param {unknown} error */
export function loadingFailed(error) {
  if (typeof WebAssembly === "undefined") {
    return "This browser has WebAssembly turned off, and the programs are WebAssembly. Turn it on, or try another browser.";
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `The programs could not be loaded: ${reason.replace(/\.?$/, ".")}`;
}
