// The views of a run, which come as soon as there is a program to run.

import { timed } from "./export/cost.js";
import { createDrop } from "./export/drop.js";
import { createHelp } from "./help/button.js";
import { isOwn } from "./model/own.js";
import { isRecorded } from "./model/recorded.js";
import { isGuessing, needsIsolation, spokenTrack } from "./model/state.js";
import { isFirstVisit } from "./model/visited.js";
import { startOffline } from "./offline/offline.js";
import { createDetails } from "./results/details.js";
import { createExplanation } from "./results/explanation.js";
import { createOutput } from "./results/output.js";
import { createSource } from "./results/source.js";
import { app, hasPicture, show as picture } from "./picture.js";
import { begin } from "./settled.js";
import { goAhead, leave } from "./start.js";
import { fetchStyle, soon } from "./ui/dom.js";
import { whenNeeded } from "./ui/lazy.js";
import { createHint } from "./views/hint.js";
import { createOutcome } from "./views/outcome.js";
import { createPager } from "./views/pager.js";
import { createStage } from "./views/stage.js";
import { createTools } from "./views/tools.js";

/** @import { App, Program, Render, State } from "./types.js" */

// A run fetches this, and must not wait for it, or miss it where the network has gone meanwhile.
export { watchRun } from "./run/measurement.js";
// Nor whoever handles a crash.
export { instanceDied } from "./actions/crashing.js";

/** What other programs need comes at the latest this long after the first prediction, ms. */
const LONGEST = 2000;

/** @returns {Render} */
export function createLater() {
  // It is shown together with the others from now on.
  leave(picture);
  const rare = createRare(app);
  const later = timed(app, [
    createStage(),
    createHint(),
    picture,
    createSource(app),
    createOutput(app),
    createExplanation(app),
    createDetails(app),
    createTools(app),
    createOutcome(),
    createPager(app),
  ]);
  const panel = whenNeeded(
    (state) => spokenTrack(state) !== null,
    async () => (await import("./cursor/panel.js")).createPanel(app),
    app,
  );
  createHelp(app);
  // A run that is dropped on an embedded page would be shown without its surroundings.
  if (!document.documentElement.hasAttribute("data-embed")) createDrop(app);
  let isUndecided = true;
  /** The program that has its picture. @type {Program | null} */
  let pictured = null;
  /** Is the picture shown before all else? */
  let isAlone = false;

  /**
   * Shows the picture of a program that had none before all else, in a frame of its own. Returns whether it is
   * alone. @param {State} state
   */
  function showAlone(state) {
    const program = state.settings?.program ?? null;
    // During the first question it is there, and hidden.
    const isNew = program !== pictured && hasPicture(state);
    if (isNew || isAlone) picture(state, true);
    if (!isNew) return isAlone;
    if (!pictured) {
      whenIdle(() => app.completeAll());
      startOffline();
    }
    pictured = program;
    isAlone = true;
    const shown = begin("drawing");
    const go = () => {
      isAlone = false;
      app.draw();
      shown();
    };
    // Between two frames, it is the next one that shows it.
    if (app.isInFrame()) soon(go);
    else soon(() => soon(go));
    return true;
  }
  goAhead(showAlone);

  /** @param {State} state */
  function show(state) {
    if (showAlone(state)) return;
    for (const view of rare) view(state);
    later(state);
    // Last, because it marks what the others have drawn.
    panel(state);
  }

  return (state) => {
    // Whoever has changed or begun something before this was there needs no question.
    if (isUndecided && state.settings) {
      isUndecided = false;
      if (isFirstVisit() && state.phase === "ready") {
        app.setGuess({ stage: "welcome", program: state.settings.program.id });
      } else document.documentElement.removeAttribute("data-welcome");
    }
    show(state);
  };
}

/** Views that are fetched when there is something for them to show. @param {App} app @returns {Render[]} */
function createRare(app) {
  return [
    whenNeeded(
      (state) => !crossOriginIsolated && needsIsolation(state),
      async () => (await import("./views/isolation.js")).createIsolation(),
      app,
    ),
    whenNeeded(
      (state) => isOwn(state.settings),
      async () => (await import("./own/own.js")).createOwnView(app, await app.own()),
      app,
    ),
    whenNeeded(
      (state) => isRecorded(state.settings),
      async () => (await import("./results/recorded.js")).createRecorded(app),
      app,
    ),
    whenNeeded(
      (state) => state.guess?.stage === "welcome",
      async () => {
        const style = fetchStyle("guess/welcome.css");
        const [{ createWelcome }] = await Promise.all([import("./guess/welcome.js"), style]);
        return createWelcome(app);
      },
      app,
    ),
    whenNeeded(
      isGuessing,
      async () => {
        const style = fetchStyle("guess/guess.css");
        const [{ createGuess }] = await Promise.all([import("./guess/guess.js"), style]);
        return createGuess(app);
      },
      app,
    ),
    whenNeeded(
      // Who is asked the first question may print it.
      (state) => spokenTrack(state) !== null || state.guess !== null,
      async () => (await import("./export/print.js")).createPrint(app),
      app,
    ),
    whenNeeded(
      (state) => (spokenTrack(state)?.report.workers.length ?? 0) > 0,
      async () => (await import("./views/workers.js")).createWorkers(app),
      app,
    ),
    whenNeeded(
      (state) => (state.settings?.with.length ?? 0) > 0,
      async () => (await import("./runs/pins.js")).createPins(app),
      app,
    ),
  ];
}

/** @param {() => void} act */
function whenIdle(act) {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: LONGEST });
  else setTimeout(act, LONGEST / 4);
}
