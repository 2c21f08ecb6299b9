// A small tokenizer that colours Rust and Python. It knows just enough of
// both: comments, strings, numbers, keywords, types, calls. Pure.

/** @import { Language, Token, TokenKind } from "./types.js" */

const KEYWORDS = {
  rust: words(
    "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod " +
      "move mut pub ref return self Self static struct super trait true type unsafe use where while",
  ),
  python: words(
    "and as assert async await break class continue def del elif else except False finally for from global if " +
      "import in is lambda None nonlocal not or pass raise return True try while with yield match case",
  ),
};

// Each pattern is tried in turn at the place where the last token ended.
/** @type {Record<Language, [TokenKind, RegExp][]>} */
const PATTERNS = {
  rust: [
    ["comment", /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
    ["string", /b?r(#*)"[\s\S]*?"\1|b?"(?:\\[\s\S]|[^"\\])*(?:"|$)|b?'(?:\\[^\n]+?|[^'\\\n])'/y],
    ["meta", /#!?\[[^\]\n]*\]/y],
    ["meta", /'[a-z_]\w*\b/y],
    ["number", /\b\d[\w]*(?:\.\d[\w]*)?/y],
    ["meta", /\b[a-z_]\w*!(?=\s*[({[])/y],
  ],
  python: [
    ["comment", /#[^\n]*/y],
    [
      "string",
      /\b[rbfuRBFU]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)/y,
    ],
    ["string", /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/y],
    ["meta", /@[\w.]+/y],
    ["number", /\b\d[\w]*(?:\.\d[\w]*)?/y],
  ],
};
const WORD = /[A-Za-z_]\w*/y;
const SPACE = /\s+/y;

/**
 * Splits the text into lines of tokens. Joined, they are the text again.
 * @param {Language} language
 * @param {string} text
 * @returns {Token[][]}
 */
export function highlight(language, text) {
  /** @type {Token[][]} */
  const lines = [[]];
  for (const token of tokens(language, text)) {
    token.text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== "") append(/** @type {Token[]} */ (lines[lines.length - 1]), token.kind, part);
    });
  }
  if (text.endsWith("\n")) lines.pop();
  return lines;
}

/**
 * @param {Language} language
 * @param {string} text
 * @returns {Generator<Token>}
 */
function* tokens(language, text) {
  for (let at = 0; at < text.length;) {
    const token = tokenAt(language, text, at);
    yield token;
    at += token.text.length;
  }
}

/**
 * @param {Language} language
 * @param {string} text
 * @param {number} at
 * @returns {Token}
 */
function tokenAt(language, text, at) {
  const space = match(SPACE, text, at);
  if (space) return { kind: "plain", text: space };
  for (const [kind, pattern] of PATTERNS[language]) {
    const found = match(pattern, text, at);
    if (found) return { kind, text: found };
  }
  const name = match(WORD, text, at);
  if (!name) return { kind: "plain", text: /** @type {string} */ (text[at]) };
  if (KEYWORDS[language].has(name)) return { kind: "keyword", text: name };
  if (/^[A-Z]/.test(name)) return { kind: "type", text: name };
  return {
    kind: /^\s*\(/.test(text.slice(at + name.length, at + name.length + 8)) ? "call" : "plain",
    text: name,
  };
}

/** @param {RegExp} pattern @param {string} text @param {number} at */
function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** @param {Token[]} line @param {TokenKind} kind @param {string} text */
function append(line, kind, text) {
  const last = line[line.length - 1];
  if (last?.kind === kind) last.text += text;
  else line.push({ kind, text });
}

/** @param {string} text */
function words(text) {
  return new Set(text.split(" "));
}
