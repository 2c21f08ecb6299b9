// What is left when an instance of the wasm dies. It comes with the views of a run, before anything can
// die, so that Run need not wait for it.

import { during } from "../settled.js";
import { loadingFailed } from "./running.js";

/** @import { Crash, Kit } from "./types.js" */

/** After this many crashes with no run in between, no more instances are started. */
const MOST_CRASHES = 4;

/** @param {Kit} kit @param {Crash} crash */
export async function instanceDied(kit, crash) {
  const { state, engine, tracks, measurer, redraw, complain } = kit;
  kit.crashes += 1;
  const wasRunning = state.phase === "running" && state.running?.where === "page";
  if (kit.crashes > MOST_CRASHES) {
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
}
