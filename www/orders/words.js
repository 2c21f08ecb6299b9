// The results of trying many orders, in sentences. Pure.

import { count, duration } from "../model/format.js";
import { saidLine } from "../model/twin_lines.js";

/** @import { Choices, Order, OrdersReport, OutcomeByPython, OutputReport, State, TrialEnd } from "./types.js" */

export const UNREPEATABLE =
  "First in, first out did not give the same each time: the listing leaves something behind for the next " +
  "run, or asks for more than the order. So what is found here may not come again.";
export const LATE_ORDER =
  "One of the orders was not done after three seconds, so trying ended there. Run measures the listing " +
  "without such a limit.";
export const TOO_LONG = "The listing prints too much for more outputs to be kept.";
export const CUT_BEFORE = "Ended before anything was known.";

/** "1st", "2nd", "11th". @param {number} number */
export function nth(number) {
  const ending =
    number % 100 > 10 && number % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${count(number)}${ending}`;
}

/** @param {number} number @param {string} one @param {string} [many] */
export function some(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** Which choice comes next. @param {Choices} choices */
export function openChoice({ earlier, made, open }) {
  const number = earlier + made.length;
  if (open) {
    return `Choice ${count(number + 1)}, at ${duration(open.at_ms)}: ${count(open.of)} tasks are ready. Who is polled next?`;
  }
  if (number === 0) return "There is never more than one task ready: there is nothing to choose.";
  return "That was the last choice: from here on there is never more than one task ready.";
}

/**
 * Why a task is ready, and where it stands, in the lines of the language that somebody reads. What Python
 * has no line for is said without.
 * @param {State} state
 * @param {{ why: string, line: number | null }} candidate
 */
export function whyReady(state, { why, line }) {
  const said = saidLine(state, line);
  return said === null ? why : `${why}, line ${said}`;
}

/**
 * The number of orders and outputs, as a sentence.
 * @param {OrdersReport} report
 * @param {TrialEnd} end
 * @param {number} took  ms
 */
export function headline({ tried, every, done, distinct, most_choices }, end, took) {
  if (done && most_choices === 0) {
    return "There is never more than one task ready, so only one order is possible.";
  }
  const outputs = distinct === 1 ? "all give the same output" : some(distinct, "different output");
  if (done && every) {
    return distinct === 1
      ? `There are ${count(tried)} orders, and ${outputs}.`
      : `All ${count(tried)} orders that are possible: ${outputs}.`;
  }
  const orders = some(tried, "order");
  const soFar =
    distinct === 1 ? `${orders}, and ${tried === 1 ? "one output" : outputs}` : `${orders}, ${outputs}`;
  switch (end) {
    case "stopped":
      return `Stopped: ${soFar} so far.`;
    case "late":
      return `${soFar}. More did not fit into ${duration(took)}: each is a whole run.`;
    case "cut":
      return `Ended early: ${soFar} before that.`;
    case "full":
      return `${soFar} until then.`;
    case "panicked":
      return `Ended by a panic: ${soFar} before that.`;
    default:
      return `${soFar}.`;
  }
}

/**
 * The lesson: only what is true of every order that was tried.
 * @param {OrdersReport} report
 * @returns {string[]}
 */
export function lessons({
  tried,
  every,
  distinct,
  most_choices,
  same_first,
  same_last,
  same_lines,
  min_total_ms,
  max_total_ms,
  outputs,
}) {
  if (tried < 2) {
    return most_choices === 0 ? ["Whatever the scheduler does, this program does the same."] : [];
  }
  const sentences = [];
  if (distinct === 1) {
    sentences.push(
      every
        ? "What is printed does not depend on who is polled next of those that are ready at the same moment."
        : "As far as these orders show, what is printed does not depend on who is polled next of those that are ready at the same moment.",
      "Delays are the same in each of them: what happens if something takes longer is not tried.",
    );
  } else {
    const [usual] = outputs;
    const ends = outputs.some(
      (output) =>
        output.end !== usual?.end ||
        output.errors.length !== usual?.errors.length ||
        output.failure !== usual?.failure,
    );
    if (ends) {
      sentences.push("Not only what is printed depends on who is polled next: even how the run ends does.");
    } else {
      sentences.push(
        same_lines
          ? "The same lines are printed each time. Who is polled next decides their order."
          : "Even which lines are printed depends on who is polled next.",
      );
    }
    const stays = staying(same_first, same_last);
    if (stays) sentences.push(`${stays} the same in all of them.`);
  }
  sentences.push(
    duration(min_total_ms) === duration(max_total_ms)
      ? `Each order takes ${duration(max_total_ms)}.`
      : `The time depends on it, too: from ${duration(min_total_ms)} to ${duration(max_total_ms)}.`,
  );
  if (distinct > 1) {
    sentences.push(
      "Rust promises no order among ready tasks; asyncio's loop takes them first in, first out.",
      "In both, what must come first has to be waited for: with an await, a channel, a lock or an event.",
    );
  }
  return sentences;
}

/** @param {number} first @param {number} last */
function staying(first, last) {
  const parts = [];
  if (first > 0) parts.push(first === 1 ? "the first line" : `the first ${count(first)} lines`);
  if (last > 0) parts.push(last === 1 ? "the last line" : `the last ${count(last)} lines`);
  if (parts.length === 0) return "";
  const text = parts.join(" and ");
  return `${text[0]?.toUpperCase()}${text.slice(1)} ${first + last === 1 ? "is" : "are"}`;
}

/** The share of the orders that gave an output. @param {number} number @param {number} tried */
export function share(number, tried) {
  const percent = (100 * number) / tried;
  const shown =
    percent < 1
      ? "less than 1"
      : percent > 99 && number < tried
        ? "more than 99"
        : String(Math.round(percent));
  return `${count(number)} of ${count(tried)}, ${shown}%`;
}

/** The difference of an output to that of first in, first out. @param {OutputReport} output @param {OutputReport | undefined} fifo */
export function apart(output, fifo) {
  if (output.fifo) return "";
  const parts = output.differs ? [output.differs.text] : [];
  if (!output.failure && fifo?.failure) parts.push("no exception ends it");
  if (output.end === "stuck") parts.push("it gets stuck: every task waits, and nothing can wake one");
  if (output.end === "poll-limit") parts.push("it was ended, because it goes on and on");
  if (output.errors.length > 0) parts.push(`nobody receives the error “${output.errors[0]}”`);
  else if (fifo && fifo.errors.length > 0) parts.push("no error is left that nobody received");
  const text = parts.join("; ");
  return text ? `${text[0]?.toUpperCase()}${text.slice(1)}.` : "";
}

/** The time that an output takes. @param {OutputReport} output */
export function time({ min_total_ms, max_total_ms }) {
  if (duration(min_total_ms) === duration(max_total_ms)) return duration(max_total_ms);
  return `${duration(min_total_ms)} to ${duration(max_total_ms)}`;
}

/** A longer list of picks is replaced by a seed that has the same output. */
const MOST_PICKS = 40;

/** The order to set to see an output. @param {OutputReport} output @returns {Order} */
export function orderOf({ picks, seed }) {
  if (picks && (picks.length <= MOST_PICKS || seed === null)) return picks.length === 0 ? "fifo" : { picks };
  return seed === null ? "fifo" : { seed };
}

/**
 * What ended a run of a listing before its last line; null if nothing did. Others than exceptions are
 * said in the words of `apart`.
 * @param {Pick<OutcomeByPython, "failure" | "exit_code">} outcome
 */
export function failureOf({ failure, exit_code }) {
  if (failure) return failure.line > 0 ? `${failure.message}, line ${failure.line}` : failure.message;
  return exit_code === null ? null : `SystemExit: ${exit_code}`;
}

/** Did the run end otherwise than it should? @param {OutputReport} output */
export function isBroken({ end, failure }) {
  return end !== "completed" || (failure !== null && failure !== "SystemExit: 0");
}

/** How far an order is from first in, first out: the picks other than 0, and then all. @param {OutputReport} output */
function distance({ picks }) {
  return picks === null ? Infinity : picks.filter((pick) => pick > 0).length * 1e6 + picks.length;
}

/**
 * The outputs in the order in which they are shown: that of first in, first out, then what is broken, the
 * simplest order first, and then the most frequent.
 * @param {OutputReport[]} outputs
 */
export function sorted(outputs) {
  return [...outputs].sort(
    (a, b) =>
      Number(b.fifo) - Number(a.fifo) ||
      Number(isBroken(b)) - Number(isBroken(a)) ||
      (isBroken(a) && compare(distance(a), distance(b))) ||
      b.count - a.count,
  );
}

/** @param {number} a @param {number} b */
const compare = (a, b) => Number(a > b) - Number(a < b);

/** The simplest order that breaks what first in, first out does not. @param {OutputReport[]} outputs  as `sorted` returns them */
export function shortest(outputs) {
  const usual = outputs.find((output) => output.fifo);
  return usual && !isBroken(usual) ? outputs.find(isBroken) : undefined;
}

/**
 * How many orders break a program, and how few choices do; empty if none does.
 * @param {Pick<OrdersReport, "tried" | "every" | "distinct" | "outputs">} report
 */
export function breaking({ tried, every, distinct, outputs }) {
  const broken = outputs.filter(isBroken);
  const usual = outputs.find((output) => output.fifo);
  if (broken.length === 0 || !usual) return "";
  const number = broken.reduce((sum, output) => sum + output.count, 0);
  // Outputs that are not listed may be broken as well.
  const least = distinct > outputs.length ? "at least " : "";
  const orders = `${every ? "the " : ""}${some(tried, "order")}${every ? "" : " that were tried"}`;
  if (isBroken(usual)) {
    return number === tried
      ? `It breaks whoever is polled next: first in, first out, and in every other order${every ? "" : " that was tried"}.`
      : `It breaks first in, first out, and in ${least}${count(number)} of ${orders}; in others it does not.`;
  }
  const picks = shortest(sorted(outputs))?.picks?.filter((pick) => pick > 0).length;
  const few =
    picks === undefined
      ? ""
      : ` ${some(picks, "choice")} other than the first in the queue ${picks === 1 ? "is" : "are"} enough.`;
  return `First in, first out hides that it can break: it does in ${least}${count(number)} of ${orders}.${few}`;
}
