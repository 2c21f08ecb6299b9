// The bar below the tracks: start, one poll back, play, one poll forward, end.

import { byId, h, setAttribute, setText } from "../ui/dom.js";
import { spokenTrack } from "../model/state.js";
import { createPlayback } from "./playback.js";
import { createKeys } from "./keys.js";
import { createLine } from "./line.js";
import { isLookedInto, momentOf } from "./moments.js";
import { SPEEDS, speedInWords, whereInWords } from "./steps.js";

/** @import { App, Frame, Speed, State } from "./types.js" */

/** @param {App} app @returns {(state: State, frame: Frame) => void} */
export function createPlayer(app) {
  const root = byId("player");
  const playback = createPlayback(app);
  const line = createLine(app, playback);
  createKeys(app, playback);

  const start = button("to-start", "start", "", "To the start", playback.toStart);
  const back = button("poll-back", "back", "Step back", "One poll back: key ,", () => playback.step(-1));
  const play = button("play", "play", "Play", "Play: space bar", playback.toggle);
  const forward = button("poll-forward", "forward", "Step", "One poll forward: key .", () =>
    playback.step(1),
  );
  const end = button("to-end", "end", "", "To the end", playback.toEnd);
  const speed = h(
    "select",
    {
      "data-testid": "speed",
      "aria-label": "Speed",
      title: "How fast it is played, compared to the run's own time",
      change: () => playback.setSpeed(speed.value === "fitted" ? "fitted" : Number(speed.value)),
    },
    .../** @type {Speed[]} */ (["fitted", ...SPEEDS]).map((speed) =>
      h("option", { value: String(speed) }, speedInWords(speed)),
    ),
  );
  const where = h("p", { class: "player-where", id: "player-where", "data-testid": "player-where" });
  const inside = h(
    "button",
    {
      type: "button",
      class: "small inside",
      "data-testid": "look-inside",
      "aria-controls": "moment",
      click: toggleInside,
    },
    "Look inside",
  );
  // Screen readers announce where a step led to. During playback that would be too fast to hear.
  const status = h("p", { class: "sr-only", role: "status", "data-testid": "step-status" });
  root.append(
    h("div", { class: "player-buttons" }, start, back, play, forward, end, speed),
    where,
    inside,
    status,
  );

  /** @type {State | null} */
  let state = null;

  function toggleInside() {
    if (!state) return;
    if (isLookedInto(state)) {
      playback.pause();
      app.lookAway();
    } else if (state.phase === "running") app.follow();
    else playback.toStart();
  }

  return (now, frame) => {
    state = now;
    playback.follow(now);
    const track = spokenTrack(now);
    root.hidden = track === null;
    root.parentElement?.classList.toggle("playable", !root.hidden);
    line(now, frame);
    if (!track) return;
    const found = momentOf(app, now);
    const isPlaying = playback.isPlaying();
    const icon = play.firstElementChild;
    if (icon) setAttribute(icon, "class", `icon ${isPlaying ? "pause" : "play"}`);
    setText(play.lastChild ?? play, isPlaying ? "Pause" : "Play");
    setAttribute(play, "title", isPlaying ? "Pause: space bar" : "Play: space bar");
    disable(start, now.settings?.cursor != null && found?.moment.poll === 0 && !found.moment.running);
    disable(back, found?.moment.back === null && now.settings?.cursor !== null);
    disable(forward, found !== null && now.settings?.cursor !== null && found.moment.forward === null);
    if (document.activeElement !== speed) speed.value = String(playback.speed());
    setText(
      where,
      found
        ? whereInWords(found.moment)
        : "Play, step, or drag the marker. A step is one poll: a turn of one task.",
    );
    where.classList.toggle("hint", !found);
    const isOpen = isLookedInto(now);
    setAttribute(inside, "aria-expanded", String(isOpen));
    setText(inside, isOpen ? "Close" : "Look inside");
    setAttribute(
      inside,
      "title",
      isOpen ? "Takes the cursor away" : "Shows the ready queue, the timers and what each task waits on",
    );
    if (found && !isPlaying && now.settings?.cursor) {
      setText(status, plain(`${whereInWords(found.moment)}. ${found.moment.last} ${found.moment.now}`));
    } else if (!found) setText(status, "");
  };
}

/** @param {string} id @param {string} icon @param {string} words @param {string} title @param {() => void} click */
function button(id, icon, words, title, click) {
  return h(
    "button",
    { type: "button", "data-testid": id, title, "aria-label": words === "" ? title : null, click },
    h("span", { class: `icon ${icon}`, "aria-hidden": "true" }),
    words === "" ? null : h("span", { class: "words" }, words),
  );
}

/** Not with the attribute `disabled`, which would take the focus away while stepping by keyboard. @param {HTMLElement} button @param {boolean} isDisabled */
function disable(button, isDisabled) {
  setAttribute(button, "aria-disabled", isDisabled ? "true" : null);
}

/** Without the backticks of code. @param {string} text */
function plain(text) {
  return text.replaceAll("`", "");
}
