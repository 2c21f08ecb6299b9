// Makes twins of Python listings, as the page does. Each line of the input is one in JSON: a listing,
// its parameters, a variant and values. Each line of the output is its twin.

import { readFileSync } from "node:fs";
import { twinWith } from "../../../www/model/twin.js";

const lines = readFileSync(0, "utf8").trimEnd().split("\n");
const twins = lines.map((line) => {
  const { text, params, variant, values } = JSON.parse(line);
  return JSON.stringify(twinWith(text, { params }, variant, values));
});
process.stdout.write(`${twins.join("\n")}\n`);
