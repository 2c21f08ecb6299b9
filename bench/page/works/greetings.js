// The first program that people see, for real: how much later it ends than predicted.

import init, { run, simulate } from "../page/coroscope.js";

/** @typedef {{ first_ms: number, second_ms: number, concurrent: number }} Arguments */

/** @param {Arguments} arguments_ */
export async function coroscope({ first_ms, second_ms, concurrent }) {
  await init();
  const variant = concurrent ? "concurrent" : "sequential";
  const values = { "first-delay": first_ms, "second-delay": second_ms };
  const ideal = simulate("greetings", variant, values, undefined);
  const real = await run("greetings", variant, values, undefined);
  const late_ms = real.now_ms() - ideal.now_ms();
  const printed = [ideal, real].map((run) =>
    run
      .report()
      .output.map(({ text }) => text)
      .join("\n"),
  );
  ideal.free();
  real.free();
  return { done: Number(printed[0] === printed[1]), late_ms };
}
