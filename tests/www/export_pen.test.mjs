// The pen that writes SVG.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { SvgPen } from "../../www/export/pen.js";
import { escape } from "../../www/export/xml.js";
import { paintSpan, SHAPES } from "../../www/paint/paint.js";

const www = fileURLToPath(new URL("../../www/", import.meta.url));

/** @type {any} */
const palette = {
  tasks: Array.from({ length: 8 }, (_, index) => `#00000${index}`),
  ink: "#111111",
  warn: "#cc0000",
  ground: "#ffffff",
  hatch: (
    /** @type {any} */ pen,
    /** @type {string} */ colour,
    /** @type {number} */ size,
    /** @type {number} */ stroke,
    /** @type {string} */ edge,
  ) => pen.hatch(colour, size, stroke, edge),
};

function pen() {
  return new SvgPen((words, font) => words.length * Number(/([\d.]+)px/.exec(font)?.[1]) * 0.5);
}

/** Reads XML as strictly as its rules are, as far as this pen goes: the names of all elements. @param {string} xml */
function elementsOf(xml) {
  /** @type {string[]} */
  const open = [];
  /** @type {string[]} */
  const found = [];
  const text = /[^<>&"]|&(?:amp|lt|gt|quot);|"/.source;
  const attribute = / [a-zA-Z-]+="(?:[^<>&"]|&(?:amp|lt|gt|quot);)*"/.source;
  const piece = new RegExp(`<(/?)([a-zA-Z]+)((?:${attribute})*)(/?)>|((?:${text})+)`, "y");
  for (let at = 0; at < xml.length; at = piece.lastIndex) {
    piece.lastIndex = at;
    const match = piece.exec(xml);
    assert.ok(match, `not XML: ${xml.slice(at, at + 80)}`);
    const [, isEnd, name = "", attributes = "", isEmpty] = match;
    if (!name) continue;
    const names = [...attributes.matchAll(/ ([a-zA-Z-]+)=/g)].map(([, name]) => name);
    assert.equal(new Set(names).size, names.length, `an attribute comes twice: ${match[0]}`);
    if (isEnd) assert.equal(open.pop(), name);
    else {
      found.push(name);
      if (!isEmpty) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return found;
}

test("every shape of the timeline is written as well-formed XML, and as shapes of its own", () => {
  for (const { state, isGhost = false } of SHAPES) {
    const drawn = pen();
    paintSpan(
      /** @type {any} */ (drawn),
      { palette, scale: 1, isGhost, bar: 14 },
      1,
      state,
      [10.123456, 50, 20],
    );
    assert.ok(drawn.count >= 1);
    const shapes = elementsOf(drawn.markup).filter((name) => name === "rect" || name === "path");
    const defined = (drawn.markup.match(/<defs>.*<\/defs>/s)?.[0].match(/<path/g) ?? []).length;
    assert.equal(shapes.length - defined, drawn.count);
    assert.doesNotMatch(drawn.markup, /NaN|undefined|\d\.\d{4}/);
  }
});

test("a hatch is defined once, however often it is used", () => {
  const drawn = pen();
  for (let x = 0; x < 5; x++) {
    paintSpan(/** @type {any} */ (drawn), { palette, scale: 1, isGhost: false, bar: 14 }, 1, 4, [
      x * 50,
      x * 50 + 40,
      20,
    ]);
  }
  const { markup } = drawn;
  assert.equal(markup.match(/<pattern /g)?.length, 1);
  assert.equal(markup.match(/fill="url\(#d0\)"/g)?.length, 5);
});

test("texts stay texts, whatever is in them", () => {
  const drawn = pen();
  drawn.font = '600 12px "Noto Sans", sans-serif';
  drawn.textBaseline = "middle";
  const nasty = '</text><script>alert("1")</script> & \u0000\u0007\ud800 \u{1f980} ]]>';
  drawn.fillText(nasty, 1, 2);
  assert.deepEqual(elementsOf(drawn.markup), ["text"]);
  assert.match(
    drawn.markup,
    /&lt;\/text&gt;&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt; &amp; \ufffd\ufffd\ufffd \u{1f980}/u,
  );
  assert.match(
    drawn.markup,
    /font-family="&quot;Noto Sans&quot;, sans-serif" font-size="12" font-weight="600"/,
  );
  assert.equal(escape("a\tb\nc"), "a b c");
  assert.equal(drawn.measureText("four").width, 24);
});

test("what was saved is restored, and what was clipped ends with it", () => {
  const drawn = pen();
  drawn.fillStyle = "#123456";
  drawn.save();
  drawn.beginPath();
  drawn.rect(0, 0, 10, 10);
  drawn.clip();
  drawn.fillStyle = "#abcdef";
  drawn.setLineDash([1, 2]);
  drawn.fillRect(1, 1, -4, 2);
  drawn.restore();
  drawn.fillRect(0, 0, 1, 1);
  drawn.restore();
  const { markup } = drawn;
  assert.deepEqual(elementsOf(markup), ["defs", "clipPath", "path", "g", "rect", "rect"]);
  const clipped = '<rect x="-3" y="1" width="4" height="2" fill="#abcdef"/>\n</g>\n';
  const after = '<rect x="0" y="0" width="1" height="1" fill="#123456"/>';
  assert.ok(markup.includes(clipped + after), markup);
});

test("what is cleared is cut out of what was drawn before, and not of the words that come next", () => {
  const drawn = pen();
  drawn.begin(0, 0);
  drawn.clearRect(0, 0, 100, 100);
  drawn.save();
  drawn.beginPath();
  drawn.rect(0, 0, 100, 100);
  drawn.clip();
  drawn.fillRect(0, 8, 100, 2);
  drawn.clearRect(88, 7, 4, 4);
  drawn.restore();
  drawn.clearRect(10, 0, 30, 15);
  drawn.fillText("a", 12, 9);
  drawn.clearRect(50, 0, 30, 15);
  drawn.fillText("b", 52, 9);
  drawn.end();
  elementsOf(drawn.markup);
  const { markup } = drawn;
  const holes = [...markup.matchAll(/<rect x="(\d+)" [^>]*fill="#000"\/>/g)].map(([, x]) => x);
  assert.deepEqual(holes, ["88", "10", "50"], "in an empty file there is nothing to clear");
  assert.match(markup, /<g mask="url\(#d\d\)">\s*<g clip-path.*?<\/g>\s*<\/g>\s*<text.*<text/s);
  drawn.begin(0, 0);
  drawn.fillRect(0, 0, 9, 9);
  drawn.end();
  assert.equal(drawn.markup.split("mask=").length, 2, "the next group is whole");
});

test("paths are those of a canvas", () => {
  const drawn = pen();
  drawn.beginPath();
  drawn.lineTo(1, 2);
  drawn.lineTo(3, 4);
  drawn.closePath();
  drawn.setLineDash([4, 2]);
  drawn.globalAlpha = 0.5;
  drawn.stroke();
  assert.equal(
    drawn.markup,
    '<path d="M1 2L3 4Z" fill="none" stroke="#000000" stroke-opacity="0.5" ' +
      'stroke-width="1" stroke-dasharray="4 2"/>',
  );
  const round = pen();
  round.beginPath();
  round.arc(10, 10, 5, 0, 2 * Math.PI);
  round.fill();
  assert.match(round.markup, /d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10"/);
});

test("what this pen cannot do, it refuses to do", () => {
  const drawn = /** @type {any} */ (pen());
  assert.throws(() => drawn.drawImage(), TypeError);
  assert.throws(() => (drawn.shadowBlur = 3), TypeError);
  drawn.fillStyle = { gradient: true };
  assert.throws(() => drawn.fillRect(0, 0, 1, 1), /cannot draw with the patterns and gradients/);
  drawn.fillStyle = "#000000";
  assert.throws(() => drawn.fillRect(NaN, 0, 1, 1), /cannot draw at NaN/);
});

test("this pen has everything that the timeline uses of a pen", () => {
  const drawn = pen();
  const known = new Set([
    ...Object.getOwnPropertyNames(SvgPen.prototype),
    ...Object.getOwnPropertyNames(drawn),
  ]);
  const painters = ["timeline", "paint"].flatMap((folder) =>
    readdirSync(path.join(www, folder)).map((name) => path.join(folder, name)),
  );
  for (const name of painters.filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(path.join(www, name), "utf8");
    // Stripes are made on a canvas of their own.
    for (const [, member = ""] of text.replace(/function makeHatch[^]*/, "").matchAll(/\bpen\??\.(\w+)/g)) {
      assert.ok(known.has(member), `${name} uses pen.${member}`);
    }
  }
});
