// One state, what people can do to it, and one redraw a frame. Views call
// actions; actions change the state and ask for the redraw.

import { createAddress } from "./actions/address.js";
import { createRunning, loadingFailed } from "./actions/running.js";
import { createSettings } from "./actions/settings.js";
import { OWN } from "./model/own.js";
import { initialState } from "./model/state.js";
import { createEngine } from "./run/engine.js";
import { createListings } from "./run/listings.js";
import { createMeasurer } from "./run/measurer.js";
import { EVERYTHING } from "./run/parts.js";
import { createTracks } from "./run/tracks.js";
import { begin, during } from "./settled.js";
import { soon } from "./ui/dom.js";

/** @import { CreateLooking, CreatePredictor, Kit, Own, Predictor, Render } from "./types.js" */

const SORRY = "A part of this page could not be drawn; the browser's console says why. Please reload.";

/** @param {Render} render  called once a frame, if anything has changed */
export function createApp(render) {
  const state = initialState();
  const page = { redraw, complain };
  const engine = createEngine(async (crash) =>
    (await import("./actions/crashing.js")).instanceDied(kit, crash),
  );
  const tracks = createTracks(state, engine);
  const listings = createListings(state, engine, page);
  const measurer = createMeasurer(state, engine, tracks, page);
  /** Fetched when a person's own listing is shown. @type {Promise<Own> | undefined} */
  let coming;
  const own = () => (coming ??= import("./actions/own.js").then(({ createOwn }) => createOwn(kit)));
  const address = createAddress({ state, tracks, measurer, complain, own });
  /** It comes with the timeline. @type {Predictor | null} */
  let predictor = null;
  const dragged = () => predictor?.dragged();
  /** Until it is seen, what comes with the programs waits. @type {Promise<void> | null} */
  let picture = null;
  /** @type {Kit} */
  const kit = { ...page, state, engine, tracks, measurer, address, own, dragged, crashes: 0 };
  /** If the module that loads them has not come, the document has said so, and nothing is drawn over that. */
  let isLoading = false;
  let isScheduled = false;
  let isInFrame = false;
  /** Has the state changed since it was drawn? */
  let isAsked = false;

  function redraw() {
    isAsked = true;
    if (isScheduled || !isLoading) return;
    isScheduled = true;
    const drawn = begin("drawing");
    soon(() => {
      isScheduled = false;
      isInFrame = true;
      if (isAsked) draw();
      isInFrame = false;
      // What nobody sees is drawn when it is over.
      if (state.phase === "running" && !document.hidden) redraw();
      drawn();
    });
  }

  function draw() {
    attempt(() => {
      listings.fetch();
      predictor?.predict();
      measurer.follow();
      // What these have changed is drawn now.
      isAsked = false;
      render(state);
    });
  }

  /** @param {() => void} act */
  function attempt(act) {
    try {
      act();
    } catch (error) {
      // A view that fails must not stop the others for ever, or go unseen.
      console.error(String(error), error);
      if (!engine.trapped(error)) complain(new Error(SORRY));
    }
  }

  /** Loads the programs: at first, and again when that has failed. */
  async function load() {
    isLoading = true;
    state.isLost = false;
    // At first the document says so, and the first frame is for the picture.
    if (state.phase !== "loading") measurer.setPhase("loading");
    try {
      const { wasm } = await during("loading the programs", instanceAfterPicture());
      if (state.settings) return measurer.rest();
      state.catalog = [...wasm.catalog(), OWN];
    } catch (error) {
      state.isLost = true;
      return measurer.setPhase("failed", loadingFailed(error));
    }
    address.read();
    addEventListener("popstate", address.read);
    document.addEventListener("visibilitychange", redraw);
  }

  async function instanceAfterPicture() {
    const instance = await engine.load();
    await picture;
    return instance;
  }

  /** @param {unknown} error */
  function complain(error) {
    const sentence = error instanceof Error ? error.message : String(error);
    if (state.notices.includes(sentence)) return;
    state.notices = [...state.notices, sentence];
    redraw();
  }

  return {
    ...page,
    ...createSettings(kit),
    ...createRunning(kit),
    /** Draws at once: before the browser prints, or where there is so much to draw that it is not to begin with the frame. */
    draw,
    /** Is a frame being drawn, or is the next one still to come? */
    isInFrame: () => isInFrame,

    load,
    /** Leaves the next frame to the first picture. @param {Promise<void>} seen  when that is over */
    waitFor: (seen) => void (picture = seen),
    /** What people do to a listing of their own. */
    own,
    /**
     * Takes in what is fetched for the first picture, and returns the actions that come with it.
     * @param {CreatePredictor} createPredictor
     * @param {CreateLooking} createLooking
     */
    lookWith(createPredictor, createLooking) {
      const coming = createPredictor(state, engine, tracks, page);
      predictor = coming;
      // What can be predicted is there when the views are drawn for the first time.
      attempt(() => coming.predict());
      redraw();
      return createLooking(kit);
    },
    programs: () => state.catalog,
    /** The instance of the wasm that is alive, if there is one. */
    instance: engine.instance,
    /** The same, once it has everything that a program needs. */
    complete: engine.complete,
    /** Fetches what other programs need, so that whoever chooses one need not wait. If this fails they hear of it then. */
    completeAll: () => void engine.complete(EVERYTHING).catch(() => {}),
    /** Tries again to fetch what could not be fetched. */
    fetchAgain() {
      listings.forgetFailed();
      redraw();
    },
    dismissNotices() {
      state.notices = [];
      redraw();
    },
  };
}
