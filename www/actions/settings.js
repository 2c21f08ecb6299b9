// What defines a run, and how people change it.

import { OWN } from "../model/own.js";
import { isGuessing } from "../model/state.js";
import { defaults, parse } from "../model/params.js";

/** @import { Kit, Order, Program, Settings } from "./types.js" */

/** Changes what is run, and clears what was inspected in it. @param {Kit} kit @param {Partial<Settings>} change @param {"push" | "replace"} how */
export function set({ state, address, redraw }, change, how) {
  if (!state.settings) return;
  state.settings = { ...state.settings, ...change };
  state.inspected = null;
  state.line = null;
  state.link = null;
  address.write(how);
  redraw();
}

/**
 * A program with nothing run and nothing changed.
 * @param {Kit} kit @param {Program} program @param {Partial<Settings>} [more] @param {"push" | "replace"} [how]
 */
export function begin(kit, program, more, how = "push") {
  const { state, tracks, measurer } = kit;
  tracks.forgetAll();
  state.goal = null;
  state.errors = {};
  state.notices = [];
  const settings = {
    program,
    variant: program.suggested,
    values: defaults(program.params),
    order: /** @type {const} */ ("fifo"),
    cursor: null,
    zoom: null,
    guess: false,
    with: [],
    ...more,
  };
  set(kit, settings, how);
  measurer.rest();
}

/** What the fields call. @param {Kit} kit */
export function createSettings(kit) {
  const { state, measurer } = kit;
  return {
    /**
     * Sets a parameter to what a person typed or dragged.
     * @param {string} id
     * @param {string} text
     * @param {string} good   used if that cannot be
     */
    setParam(id, text, good) {
      const param = state.settings?.program.params.find((param) => param.id === id);
      if (!param || !state.settings) return;
      const parsed = parse(param, text);
      const { [id]: _, ...errors } = state.errors;
      state.errors = parsed.error === undefined ? errors : { ...errors, [id]: parsed.error };
      const value = parsed.value ?? parse(param, good).value ?? param.default;
      kit.dragged();
      set(kit, { values: { ...state.settings.values, [id]: value } }, "replace");
      measurer.changed();
    },
    reset() {
      if (!state.settings) return;
      const { program } = state.settings;
      if (program !== OWN) return begin(kit, program, { where: "page", compare: false });
      kit.own().then(({ open, first }) => open(first()), kit.complain);
    },
    /** @param {string} id */
    selectProgram(id) {
      const program = state.catalog.find((program) => program.id === id);
      if (!program || program === state.settings?.program) return;
      // Whoever guesses goes on guessing, until they want to be shown.
      const goesOn = isGuessing(state) && program !== OWN;
      begin(kit, program);
      if (goesOn) state.guess = { stage: "asking", program: id };
      if (program === OWN) kit.own().then(({ read }) => read(), kit.complain);
    },
    /** @param {string} variant */
    selectVariant(variant) {
      set(kit, { variant }, "push");
      measurer.changed();
    },
    /** @param {"page" | "worker"} where */
    setWhere(where) {
      set(kit, { where }, "replace");
      if (state.running) measurer.changed();
    },
    /** Sets the order in which ready tasks are polled. @param {Order} order */
    setOrder(order) {
      set(kit, { order }, "replace");
      measurer.changed();
    },
  };
}
