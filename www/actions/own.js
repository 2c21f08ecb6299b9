// A person's own listing: it comes from a link, from a draft of this tab, from another program or from a
// key that is pressed, and goes into the address. It is fetched when such a listing is shown.
//
// What comes with a link does not run before somebody says so, and the page knows what a person has
// written or agreed to since it was opened, and in this entry of the history.

import { codeIn, decodeCode, encodeCode, MOST_BYTES, withCode } from "../model/code.js";
import { OWN, isOwn } from "../model/own.js";
import { OWN_TEXTS } from "../model/own_texts.js";
import { stored } from "../model/stored.js";
import { fetchExample } from "../run/examples.js";
import { begin, during } from "../settled.js";
import { begin as show, set } from "./settings.js";

/** @import { Kit, Settings } from "./types.js" */

const KEY = "coroscope-listing";
/** The address follows this long after the last change, ms. */
const PAUSE = 150;

/** @typedef {{ entry: number, text: string, isForeign: boolean }} Draft */

/** @param {Kit} kit */
export function createOwn(kit) {
  const { state, tracks, address, measurer, redraw, complain } = kit;
  /** Texts that a person has written or agreed to, by what stands for them in the address. @type {Map<string, string>} */
  const known = new Map();
  let reads = 0;
  let isWriting = false;
  let written = () => {};

  address.fragment = (settings) => {
    if (!isOwn(settings)) return withCode(location.hash, null);
    const { link = null } = state.own ?? {};
    // Until what was typed last is compressed, the address has what was typed before.
    return settings.code === undefined ? location.hash : withCode(location.hash, link?.code ?? null);
  };

  /** @param {string} text @param {boolean} isForeign @param {string | null} [code]  what stands for it, if that is known */
  function put(text, isForeign, code = null) {
    if (!state.settings) return;
    // What is in view is of something else, and would pass for what it does.
    if (isForeign) tracks.forgetAll();
    state.settings = { ...state.settings, code: text };
    list(text);
    state.own = {
      isForeign,
      first: text,
      link: code === null ? null : { text, code },
      typed: -Infinity,
      unpredicted: null,
    };
    keep();
    if (code === null) writeSoon();
    redraw();
  }

  /** Has it beside the listings of the programs. @param {string} text */
  function list(text) {
    state.listings = { ...state.listings, [OWN.rust]: { state: "there", text, texts: OWN_TEXTS } };
  }

  /** Keeps the text for a reload of this tab. */
  function keep() {
    const { code: text = "" } = state.settings ?? {};
    /** @type {Draft} */
    const draft = { entry: history.state?.entry, text, isForeign: state.own?.isForeign ?? false };
    stored("sessionStorage", (storage) => storage.setItem(KEY, JSON.stringify(draft)));
  }

  /** @returns {Draft | null} */
  function draft() {
    const found = stored("sessionStorage", (storage) => JSON.parse(storage.getItem(KEY) ?? "null"));
    return typeof found?.text === "string" ? { ...found, isForeign: found.isForeign !== false } : null;
  }

  function writeSoon() {
    if (isWriting) return;
    isWriting = true;
    written = begin("writing the address");
    setTimeout(write, PAUSE);
  }

  async function write() {
    const text = state.settings?.code ?? "";
    const isShort = new TextEncoder().encode(text).length <= MOST_BYTES;
    // A browser too old to compress has links without the code, and says so.
    const code = isShort ? await encodeCode(text).catch(() => null) : null;
    isWriting = false;
    written();
    if (!isOwn(state.settings) || !state.own) return;
    if (state.settings?.code !== text) return writeSoon();
    state.own = { ...state.own, link: { text, code } };
    if (code !== null && !state.own.isForeign) known.set(code, text);
    address.write("replace");
    redraw();
  }

  /** What was typed last in this tab, or the first example. @param {Draft | null} kept @param {number} mine */
  async function otherwise(kept, mine) {
    if (kept) return put(kept.text, kept.isForeign);
    const text = await during(
      "fetching a listing",
      fetchExample().catch((error) => {
        complain(error);
        return "";
      }),
    );
    if (mine === reads && isOwn(state.settings)) put(text, false);
  }

  return {
    /** Takes the listing from the address, from the draft of this tab, or else the first one. */
    async read() {
      const mine = ++reads;
      const code = codeIn(location.hash);
      const kept = draft();
      // A reload, or the way back to what was typed.
      if (kept && kept.entry === history.state?.entry) return put(kept.text, kept.isForeign);
      if (code === null) return otherwise(kept, mine);
      const mineStill = known.get(code);
      if (mineStill !== undefined) return put(mineStill, false, code);
      const { text, problem } = await during("reading the address", decodeCode(code));
      if (mine !== reads || !isOwn(state.settings)) return;
      if (problem !== undefined) complain(new Error(problem));
      if (text === undefined) await otherwise(kept, mine);
      else put(text, true, code);
    },

    /** A person has changed the text: by keys, or else by a slider. @param {string} text @param {boolean} isTyped */
    setText(text, isTyped) {
      if (!state.own || text === state.settings?.code) return;
      state.own = { ...state.own, typed: isTyped ? performance.now() : -Infinity };
      list(text);
      set(kit, { code: text }, "replace");
      keep();
      writeSoon();
      measurer.changed();
    },

    /** A person has said that what came with a link may run. */
    agree() {
      if (!state.own?.isForeign) return;
      state.own = { ...state.own, isForeign: false };
      keep();
      const { link } = state.own;
      if (link?.code != null) known.set(link.code, link.text);
      redraw();
    },

    /**
     * Opens a text that a person has chosen.
     * @param {string} text
     * @param {{ isForeign?: boolean, settings?: Partial<Settings> }} [how]
     */
    open(text, { isForeign = false, settings } = {}) {
      reads += 1;
      show(kit, OWN, { compare: false, ...settings, code: text });
      put(text, isForeign);
    },

    /** The text as it was when it was opened. */
    first: () => state.own?.first ?? "",
  };
}
