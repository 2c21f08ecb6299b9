// Orders of a listing that somebody wrote. Python tries them, and the wasm says where they differ.

import { EVERYTHING } from "../run/parts.js";
import { MOST, PATIENCE } from "./limits.js";
import { CUT_BEFORE, LATE_ORDER, TOO_LONG, UNREPEATABLE, failureOf } from "./words.js";

/** @import { Instance, OrdersReport, PythonOfOrders, Source, TriedByPython, Trial } from "./types.js" */

const NOTE =
  "Each order is a prediction of the listing: it runs to its end, on a clock that is virtual. An outcome is " +
  "what is printed, or the exception that ends it, so whatever you assert is tried in every order. asyncio's " +
  "own loop is first in, first out, and a program that relies on that breaks when one more await is put in.";

/**
 * @param {string} text
 * @param {() => Promise<PythonOfOrders>} python
 * @param {() => Instance | null | undefined} instance
 * @param {() => void} [agree]  is called before it runs
 * @returns {Source}
 */
export function ordersOfListing(text, python, instance, agree) {
  return {
    note: NOTE,
    async choices({ recording }, picks) {
      await recording.instance.parts.complete(EVERYTHING);
      return recording.instance.dead ? null : recording.run.choices(picks.length);
    },
    problem: () => null,
    tryOrders(hear) {
      agree?.();
      const stopper = new AbortController();
      tryOrders(text, python, instance, hear, stopper.signal);
      return () => stopper.abort();
    },
  };
}

/**
 * @param {string} text
 * @param {() => Promise<PythonOfOrders>} python
 * @param {() => Instance | null | undefined} instance
 * @param {(news: Partial<Trial>) => void} hear
 * @param {AbortSignal} signal
 */
async function tryOrders(text, python, instance, hear, signal) {
  /** @type {Partial<Trial>} */
  let last = {};
  /** @param {TriedByPython} tried @param {Partial<Trial>} [more] */
  const say = (tried, more = {}) => {
    const report = reportOf(tried, instance());
    last = { report, runs: tried.runs };
    const problem = [more.problem, tried.is_repeatable ? "" : UNREPEATABLE].filter(Boolean).join(" ");
    hear({ ...last, ...more, problem });
  };
  /** @param {unknown} error */
  const fail = (error) =>
    hear({ end: "failed", problem: error instanceof Error ? error.message : String(error) });
  try {
    await instance()?.parts.complete(EVERYTHING);
    const engine = await python();
    const { result, cut } = await engine.explore(text, MOST, {
      patience: PATIENCE,
      signal,
      onTried(tried) {
        try {
          say(tried);
        } catch (error) {
          // A listing may have found a way to say something else.
          fail(error);
        }
      },
    });
    if (result?.is_full) return say(result, { end: "full", problem: TOO_LONG });
    if (result) return say(result, { end: result.is_done ? "done" : "late" });
    if (cut?.why === "stopped") return hear({ end: "stopped" });
    const why = cut?.why === "late" ? LATE_ORDER : (cut?.message ?? "");
    hear({ end: "cut", problem: last.report ? why : `${CUT_BEFORE} ${why}` });
  } catch (error) {
    fail(error);
  }
}

/** @param {TriedByPython} tried @param {Instance | null | undefined} instance @returns {OrdersReport | null} */
function reportOf(tried, instance) {
  if (!instance || instance.dead || tried.runs === 0) return null;
  const outputs = tried.outcomes.map(({ output }) => output);
  const failures = tried.outcomes.map((one) => failureOf(one) ?? "");
  return instance.wasm.orders_by_python(outputs, failures, numbersOf(tried));
}

/** What `orders_by_python` wants. @param {TriedByPython} tried */
function numbersOf({ runs, outcomes, every, is_done, most_choices }) {
  const numbers = outcomes.flatMap(({ end, count, seed, min_us, max_us, picks }) =>
    [end, count, seed ?? -1, min_us, max_us, picks?.length ?? -1].concat(picks ?? []),
  );
  const all = [runs, Number(every), Number(is_done), most_choices, ...numbers];
  return BigInt64Array.from(all.map((number) => BigInt(number)));
}
