// The relations of the picked span in words: the task that woke it, the task that
// it waits for, the task that spawned it. Each leads to the other task.

import { byId, h, prose, setText, whenChanged } from "../../ui/dom.js";
import { patchList } from "../../ui/patch_list.js";
import { stretch } from "../../model/format.js";
import { laneMiddle } from "../../model/geometry.js";
import { slots, trackKey } from "../../model/slots.js";
import { goTo } from "./go.js";

/** @import { App, Frame, Inspected, Relation, State, Track, TrackView } from "./types.js" */

/**
 * @param {App} app
 * @param {() => { frame: Frame, views: TrackView[] }} layout
 * @returns {(state: State, track: Track | null, relations: Relation[] | null) => void}
 */
export function createRelations(app, layout) {
  const title = h("h3", {});
  const list = h("ul", {});
  const root = h(
    "div",
    {
      class: "relations",
      role: "group",
      "aria-label": "What the picked span has to do with others",
      "data-testid": "relations",
    },
    title,
    list,
  );
  byId("tooltip").before(root);

  const fill = whenChanged(
    (/** @type {Track} */ track, /** @type {Inspected} */ inspected, /** @type {Relation[]} */ relations) => {
      const { span } = inspected;
      if (!span) return;
      setText(title, `${span.task}, ${stretch(span.from_ms, span.to_ms, " – ")}`);
      patchList(
        list,
        relations,
        (relation) => `${trackKey(track)} ${relation.text} ${relation.lane} ${relation.from_ms}`,
        (relation) => h("li", {}, entry(track, relation)),
      );
    },
  );

  /** @param {Track} track @param {Relation} relation */
  function entry(track, { kind, text, lane, from_ms, to_ms }) {
    if (lane === null) return h("span", {}, ...prose(text));
    // A task that it woke is shown at the poll that followed.
    const at = kind === "wakes" || kind === "spawned" ? to_ms : from_ms;
    return h(
      "button",
      { type: "button", class: "link", click: () => goTo(app, track, lane, at) },
      ...prose(text),
    );
  }

  /** Brings the picked span into view. */
  const follow = whenChanged((/** @type {State} */ state, /** @type {Inspected | null} */ inspected) => {
    if (inspected?.by !== "pinned") return;
    const { views, frame } = layout();
    const view = views[slots(state).findIndex(({ track }) => track && trackKey(track) === inspected.track)];
    if (!view) return;
    const { body } = view;
    const lanes = view.lanes();
    const y = laneMiddle(lanes, inspected.lane);
    if (y < body.scrollTop + lanes.height / 2 || y > body.scrollTop + body.clientHeight - lanes.height / 2) {
      body.scrollTop = y - body.clientHeight / 2;
    }
    const length = frame.end - frame.from;
    const { zoom } = state.settings ?? {};
    if (zoom && (inspected.at < zoom.from || inspected.at > zoom.to)) {
      const from = Math.max(0, inspected.at - length / 2);
      app.setZoom({ from, to: from + length });
    }
  });

  return (state, track, relations) => {
    const { inspected } = state;
    const isPicked = inspected?.by === "pinned" || inspected?.by === "keyboard";
    root.hidden = !isPicked || !track || !inspected?.span || !relations?.length;
    if (!root.hidden && track && inspected && relations) fill(track, inspected, relations);
    follow(state, inspected);
  };
}
