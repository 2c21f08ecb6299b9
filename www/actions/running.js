// Begins and stops runs, and takes guesses.

import { isHidden } from "../model/state.js";
import { byId } from "../ui/dom.js";

/** @import { Guess, Kit } from "./types.js" */

/** What the status says where a field says the rest. */
const REFUSED = "Not run: a setting is not allowed";

/** What the buttons call. @param {Kit} kit */
export function createRunning(kit) {
  const { state, measurer, redraw } = kit;

  /** A link to a guess that is asked asks it, too. */
  function noteGuess() {
    const guess = state.guess?.stage === "asking";
    if (!state.settings || (state.settings.guess ?? false) === guess) return;
    state.settings = { ...state.settings, guess };
    kit.address.write("replace");
  }

  /** @param {string[]} variants @returns {boolean} Were the settings such that it could? */
  function run(variants) {
    const [wrong] = Object.entries(state.errors);
    if (wrong) {
      const [id, why] = wrong;
      if (state.settings?.program.params.some((param) => param.id === id)) {
        // The sentence is beside the field already.
        measurer.setPhase("ready", "", REFUSED);
        byId(`param-${id}`).focus();
      } else measurer.setPhase(state.phase, `Not run: ${why}`);
      return false;
    }
    kit.crashes = 0;
    if (state.guess) {
      state.guess = state.guess.stage === "welcome" ? null : { ...state.guess, stage: "running" };
      noteGuess();
    }
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
      noteGuess();
      if (isHidden(state)) measurer.setPhase("ready");
      else if (state.phase === "ready") measurer.rest();
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
