// What a run says about lines: who is there at this moment, whose lines they are, and which one
// somebody points at. As in the listings.

import {
  Decoration,
  EditorView,
  GutterMarker,
  RangeSet,
  StateEffect,
  StateField,
  WidgetType,
  gutter,
  gutterLineClass,
} from "../pkg/codemirror.js";
import { colourOfLane } from "../model/colours.js";
import { h } from "../ui/dom.js";

/** @import { Marks, Standing, StateEffectType, Text } from "./types.js" */

/** More tasks than this on one line are counted instead of named. */
const MOST_NAMED = 3;
/** More colours than this on a line could not be distinguished. */
const MOST_COLOURS = 4;

/** @type {StateEffectType<Marks>} */
const setting = StateEffect.define();

/** @param {Marks} marks */
export function marksEffect(marks) {
  return setting.of(marks);
}

/** The names of the tasks at a line. */
class Standers extends WidgetType {
  /** @param {readonly Standing[]} tasks */
  constructor(tasks) {
    super();
    this.tasks = tasks;
    this.key = tasks.map(({ lane, name, words }) => `${lane} ${name} ${words}`).join();
  }

  /** @override @param {Standers} other */
  eq(other) {
    return other.key === this.key;
  }

  /** @override */
  toDOM() {
    const more = this.tasks.length - MOST_NAMED;
    return h(
      "span",
      { class: "standing" },
      ...this.tasks
        .slice(0, MOST_NAMED)
        .map(({ lane, name, words = "" }) =>
          h("span", { class: `stander task-${colourOfLane(lane)}`, title: words.replaceAll("`", "") }, name),
        ),
      more > 0 ? h("span", { class: "stander" }, `and ${more} more`) : null,
    );
  }
}

/** The colours of the tasks whose line it is. */
class Bars extends GutterMarker {
  /** @param {readonly number[]} colours */
  constructor(colours) {
    super();
    this.colours = colours;
  }

  /** @override @param {Bars} other */
  eq(other) {
    return other.colours.join() === this.colours.join();
  }

  /** @override */
  toDOM() {
    return h("span", { class: "bars" }, ...this.colours.map((colour) => h("i", { class: `task-${colour}` })));
  }
}

/** What a line and its number look like. */
class Look extends GutterMarker {
  /** @param {string} elementClass */
  constructor(elementClass) {
    super();
    this.elementClass = elementClass;
  }

  /** @override @param {Look} other */
  eq(other) {
    return other.elementClass === this.elementClass;
  }
}

const none = {
  lines: Decoration.none,
  numbers: /** @type {RangeSet<GutterMarker>} */ (RangeSet.empty),
  bars: /** @type {RangeSet<GutterMarker>} */ (RangeSet.empty),
};

const field = StateField.define({
  create: () => none,
  update(before, { changes, effects, newDoc }) {
    let now = before;
    if (!changes.empty) {
      const { lines, numbers, bars } = before;
      now = { lines: lines.map(changes), numbers: numbers.map(changes), bars: bars.map(changes) };
    }
    for (const effect of effects) {
      if (effect.is(setting)) now = drawn(effect.value, newDoc);
    }
    return now;
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ lines }) => lines),
    gutterLineClass.from(field, ({ numbers }) => numbers),
  ],
});

/** @param {Marks} marks @param {Text} text */
function drawn(marks, text) {
  const { standing = [], acted = [], pointed = null } = marks;
  /** @type {Map<number, Standing[]>} */
  const tasks = new Map();
  for (const task of standing) tasks.set(task.line, [...(tasks.get(task.line) ?? []), task]);
  const there = [...tasks].filter(isIn(text));
  const lit = new Map(acted.map(({ line, lane }) => [line, lane]));
  /** @type {[number, string][]} */
  const looks = there
    .filter(([line]) => !lit.has(line))
    .map(([line, [first]]) => [line, `stands task-${colourOfLane(first?.lane ?? 0)}`]);
  for (const one of [...lit].filter(isIn(text))) {
    const kind = tasks.has(one[0]) ? "stands acted" : "acted";
    looks.push([one[0], `${kind} task-${colourOfLane(one[1])}`]);
  }
  if (pointed !== null && isIn(text)([pointed])) looks.push([pointed, "pointed"]);
  return {
    lines: Decoration.set(
      [
        ...looks.map(([line, kind]) => Decoration.line({ class: kind }).range(text.line(line).from)),
        ...there.map(([line, all]) =>
          Decoration.widget({ widget: new Standers(all), side: 1 }).range(text.line(line).to),
        ),
      ],
      true,
    ),
    numbers: RangeSet.of(
      looks.map(([line, kind]) => new Look(kind).range(text.line(line).from)),
      true,
    ),
    bars: barsOf(marks, text),
  };
}

/** @param {Marks} marks @param {Text} text @returns {RangeSet<GutterMarker>} */
function barsOf({ lanes = [] }, text) {
  const ranges = [...lanes].filter(isIn(text)).map(([number, lanes]) => {
    const colours = [...new Set([...lanes].map(colourOfLane))].slice(0, MOST_COLOURS);
    return new Bars(colours).range(text.line(number).from);
  });
  return RangeSet.of(ranges, true);
}

/** A run may be older than the text. @param {Text} text */
function isIn({ lines }) {
  return (/** @type {readonly [number, ...unknown[]]} */ [line]) => line >= 1 && line <= lines;
}

export const marks = [field, gutter({ class: "lanes", markers: ({ state }) => state.field(field).bars })];
