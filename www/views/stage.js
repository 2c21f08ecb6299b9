// The order in which the parts of the stage are read, and in which Tab reaches them: the listing, its picture
// and the player where they are side by side, and the picture first where they are below each other.

import { byId, motion } from "../ui/dom.js";
import { isOwn } from "../model/own.js";
import { bringWith } from "./runbar.js";

/** @import { Render, State } from "./types.js" */

/** The height of the axis, below which tracks scroll, CSS pixels. */
const AXIS = 28;

/** @returns {Render} */
export function createStage() {
  bringWith(showTimeline);
  for (const list of [byId("listing"), byId("output")]) beginWithWholeLines(list);
  // What is said of a setting lies over the stage; Escape takes it away.
  const { classList } = document.documentElement;
  addEventListener("keydown", ({ key }) => classList.toggle("calm", key === "Escape"));
  byId("params").addEventListener("pointerover", () => classList.remove("calm"));
  const [stage, code, picture] = ["stage", "code", "picture"].map(byId);
  const below = matchMedia("(max-width: 60rem)");
  const isFrame = "embed" in document.documentElement.dataset;
  let isLast = false;

  function arrange(/** @type {boolean} */ isNow) {
    if (isNow === isLast) return;
    isLast = isNow;
    if (isLast) stage?.append(/** @type {Node} */ (code));
    else picture?.before(/** @type {Node} */ (code));
  }

  /** @type {State["phase"]} */
  let phase = "loading";
  /** A run that begins or ends comes into view, where its track is below the prediction. */
  function showMeasured() {
    const scene = byId("scene");
    const track = scene.querySelector(".track.measured.chosen");
    if (!track) return;
    const [seen, box] = [scene.getBoundingClientRect(), track.getBoundingClientRect()];
    if (box.bottom > seen.bottom) {
      scene.scrollTop += Math.min(box.bottom - seen.bottom, box.top - seen.top - AXIS);
    }
  }

  /** In an article, the frame of a person's own listing stands in place of that. */
  let isFirst = false;
  below.addEventListener("change", () => arrange(below.matches && !isFirst));
  // There the legend is one line that is moved sideways, by keyboard, too.
  const phone = matchMedia("(max-width: 50rem)");
  const reach = () => (byId("legend").tabIndex = phone.matches ? 0 : -1);
  phone.addEventListener("change", reach);
  reach();
  return (state) => {
    const { settings } = state;
    // Whoever is to guess needs the listing, and nothing else is to be seen.
    document.documentElement.toggleAttribute("data-guessing", state.guess?.stage === "asking");
    if (state.phase !== phase) {
      phase = state.phase;
      // Once the track is as high as its lanes.
      if (phase === "running" || phase === "done") requestAnimationFrame(showMeasured);
    }
    isFirst = isFrame && isOwn(settings);
    stage?.classList.toggle("code-first", isFirst);
    arrange(below.matches && !isFirst);
  };
}

/** Each scrolls by whole lines, see listing.css: this makes the way to its end a whole number of them. @param {HTMLElement} list */
function beginWithWholeLines(list) {
  const measure = () => {
    const line = list.firstElementChild?.clientHeight ?? 0;
    list.style.paddingBottom = line > 0 ? `${list.clientHeight % line}px` : "";
  };
  const sizes = new ResizeObserver(measure);
  sizes.observe(list);
  // The lines can come when the list has its size already. Observed anew, it is measured in the next frame.
  const lines = new MutationObserver(() => {
    if (!list.firstElementChild?.matches(".line, li")) return;
    lines.disconnect();
    sizes.unobserve(list);
    sizes.observe(list);
  });
  lines.observe(list, { childList: true });
}

/** Space above what is scrolled to, CSS pixels. */
const MARGIN = 12;

/** Scrolls to the timeline and Stop, if the timeline is below the window. */
function showTimeline() {
  const timeline = byId("timeline");
  const { top } = timeline.getBoundingClientRect();
  const buttons = /** @type {Element} */ (byId("run").parentElement);
  // On a phone the buttons are always in view, and what is measured is below the prediction.
  const isFree = getComputedStyle(buttons).position !== "static";
  if (top < innerHeight * (isFree ? 0.25 : 0.7)) return;
  if (isFree) return timeline.scrollIntoView({ block: "start", behavior: motion() });
  scrollBy({ top: Math.min(top, buttons.getBoundingClientRect().top) - MARGIN, behavior: motion() });
}
