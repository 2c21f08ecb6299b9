import assert from "node:assert/strict";
import { test } from "node:test";
import { mistakes } from "../../www/model/strangers.js";
import { isOurs, readQuery, writeQuery } from "../../www/model/url.js";
import { blocking, catalog, greetings } from "./fixtures.mjs";

/** What a query says, with every sentence about it. @param {string} query @param {typeof catalog} programs */
function read(query, programs) {
  const { settings, notices, unknown } = readQuery(query, programs);
  return { settings, notices: [...mistakes(unknown, settings.program, programs), ...notices] };
}

test("an empty query gives the first program with all defaults", () => {
  const { settings, notices } = read("", catalog);
  assert.deepEqual(notices, []);
  assert.equal(settings.program, greetings);
  assert.equal(settings.variant, "concurrent");
  assert.deepEqual(settings.values, {
    "first-delay": 1000,
    pages: 2,
    word: "hi",
    feed: "news",
    fails: false,
  });
  assert.equal(settings.where, "page");
  assert.equal(settings.order, "fifo");
});

test("a program begins with the variant that the catalog suggests, whatever it is called", () => {
  assert.equal(read("?program=blocking", catalog).settings.variant, "asynchronous-sleep");
});

test("only what differs from the defaults is written", () => {
  const { settings } = read("", catalog);
  assert.equal(writeQuery(settings), "?program=greetings&variant=concurrent");
});

test("what is written is read again", () => {
  const settings = {
    program: greetings,
    variant: "sequential",
    values: { "first-delay": 0, pages: 200, word: "é & ?", feed: "jobs", fails: true },
    where: /** @type {const} */ ("worker"),
    order: { seed: 7 },
    compare: true,
    tab: /** @type {const} */ ("python"),
    cursor: { at: 1000.125, poll: 3 },
    zoom: { from: 0.5, to: 2000 },
    with: ["variant=concurrent&word=%26", "variant=sequential"],
    layers: "wakes.chain",
    guess: true,
  };
  assert.deepEqual(read(writeQuery(settings), catalog), { settings, notices: [] });
  const picked = { ...settings, order: { picks: [0, 12, 1] } };
  assert.deepEqual(read(writeQuery(picked), catalog), { settings: picked, notices: [] });
});

/** @type {[string, RegExp, (s: import("../../www/model/url.js").Settings) => unknown, unknown][]} */
const WRONG = [
  [
    "program=nothing",
    /^There is no program “nothing”. There are greetings, blocking\.$/,
    (s) => s.program.id,
    "greetings",
  ],
  [
    "variant=nothing",
    /^Greetings has no variant “nothing”. It has sequential, concurrent\.$/,
    (s) => s.variant,
    "concurrent",
  ],
  ["first-delay=5001", /first-delay=5001.*from 0 to 5,000.*1000 now/, (s) => s.values["first-delay"], 1000],
  ["first-delay=", /from 0 to 5,000/, (s) => s.values["first-delay"], 1000],
  ["pages=2.5", /whole number from 1 to 200/, (s) => s.values["pages"], 2],
  ["word=toolong", /at most 5 characters/, (s) => s.values["word"], "hi"],
  ["feed=x", /one of news, jobs/, (s) => s.values["feed"], "news"],
  ["fails=perhaps", /on or off/, (s) => s.values["fails"], false],
  [
    "colour-word=red",
    /^Greetings has no parameter “colour-word”. Its parameters are first-delay, pages, word, feed, fails\.$/,
    (s) => s.values["colour-word"],
    undefined,
  ],
  ["where=moon", /page or worker/, (s) => s.where, "page"],
  ["seed=-1", /whole number from 0/, (s) => s.order, "fifo"],
  ["seed=1e9", /whole number from 0/, (s) => s.order, "fifo"],
  ["picks=a", /such as 0\.2\.1/, (s) => s.order, "fifo"],
  ["tab=java", /rust or python/, (s) => s.tab, "rust"],
  ["compare=yes", /0 or 1/, (s) => s.compare, false],
  ["at=-1", /time in ms/, (s) => s.cursor, null],
  ["at=1&poll=1.5", /whole number/, (s) => s.cursor?.poll, null],
  ["zoom=5-5", /stretch of time/, (s) => s.zoom, null],
];

for (const [query, sentence, of, fallback] of WRONG) {
  test(`${query} is reported in a sentence, and nothing else is lost`, () => {
    const { settings, notices } = read(`?pages=9&${query}`.replace("pages=9&pages", "pages"), catalog);
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? "", sentence);
    assert.deepEqual(of(settings), fallback);
    if (!query.startsWith("pages")) assert.equal(settings.values["pages"], 9);
  });
}

test("a frame may be made so that it asks for a guess", () => {
  assert.equal(read("?show=source.guess", catalog).settings.guess, true);
  assert.equal(read("?show=source", catalog).settings.guess, undefined);
  const { settings, unknown } = readQuery("?guess=last", catalog);
  assert.equal(settings.guess, undefined);
  assert.match(mistakes(unknown, greetings, catalog).join(), /guess can be first, which hides the answer/);
});

test("seed wins over picks, and says so", () => {
  const { settings, notices } = read("?seed=3&picks=1", catalog);
  assert.deepEqual(settings.order, { seed: 3 });
  assert.match(notices[0] ?? "", /both seed and picks/);
});

test("the parameters of another program are not taken over in silence", () => {
  const { settings, notices } = read("?program=blocking&pages=9", catalog);
  assert.equal(settings.program, blocking);
  assert.match(notices[0] ?? "", /no parameter “pages”\. Its parameters are none/);
});

/** What search engines, shops, letters and people who share links add to them. */
const STRANGERS =
  "fbclid gclid dclid wbraid gbraid msclkid yclid twclid ttclid igshid li_fat_id mc_cid mc_eid mkt_tok _ga _gl " +
  "_hsenc _hsmi __cf_chl_tk utm_source utm_medium utm_campaign utm_term utm_content utm_id ref ref_src source " +
  "campaign si spm share feature lang hl v amp nocache sessionid oly_enc_id vero_id s_cid trk cmpid " +
  "%E0%A4%A constructor __proto__ toString 1 2024";

test("what strangers add to an address is dropped in silence", () => {
  for (const name of STRANGERS.split(" ")) {
    const { settings, notices } = read(`?pages=9&${name}=x`, catalog);
    assert.deepEqual(notices, [], name);
    assert.equal(settings.values["pages"], 9);
    assert.ok(!isOurs(`?pages=9&${name}=x`, settings.program), `${name} is to leave the address`);
    assert.doesNotMatch(writeQuery(settings), /=x/, name);
  }
  assert.ok(isOurs("?program=greetings&variant=concurrent&pages=2&with=a&with=b&at=1", greetings));
});

test("names that somebody could have meant are reported", () => {
  const slips = [
    ["page", "Pages", "PAGES", "pagse", "feeds", "fials"],
    ["first_delay", "firstdelay", "First-Delay", "fist-delay", "first-dlay", "frist-delay", "first-delays"],
    ["third-delay", "second-delay", "delay"],
    ["varient", "porgram", "wher", "sede", "pick", "zooom", "Tab", "tabs", "layer"],
  ].flat();
  for (const name of slips) {
    const { notices } = read(`?${name}=1`, catalog);
    assert.equal(notices.length, 1, name);
    assert.match(notices[0] ?? "", /has no parameter “.*”\. Its parameters are first-delay, /);
  }
});
