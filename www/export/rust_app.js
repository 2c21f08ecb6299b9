// What somebody who writes Rust can do with all this in an app of their own, as it is today.

import { fetchStyle, h } from "../ui/dom.js";
import { highlight } from "../model/highlight.js";

/** @import { App, Render } from "./types.js" */

const IN_A_TEST = `use std::time::Duration;
use coroscope::drivers::simulation::simulate;
use coroscope::runtime::{Options, gather, log, sleep, spawn};

async fn visit(name: &'static str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
    log(format!("{name} is there"));
}

#[test]
fn whoever_is_nearer_arrives_first() {
    let trace = simulate(Options::default(), async {
        gather([spawn(visit("Ada", 3600)), spawn(visit("Ben", 60))]).await;
    });
    assert_eq!(trace.output(), ["Ben is there", "Ada is there"]);
    assert_eq!(trace.last_us(), 3_600_000_000);
}
`;

const IN_EVERY_ORDER = `let mut explorer = Explorer::new(1000, || Box::pin(shop()));
while explorer.try_some(100) {}
for output in explorer.report().outputs {
    assert_ne!(output.lines.last().map(String::as_str), Some("sold twice"), "{:?}", output.picks);
}
`;

const IN_A_BROWSER = `let event_loop = EventLoop::new(TimeSource::wall(), Options::default());
drivers::browser::run(event_loop, visit("Ada", 1), |trace| {
    let json = RunTimeline::of(&trace).trace_json(&trace, "my app");
    // Perfetto and speedscope open it.
});
`;

/** @param {App} _app @param {HTMLElement} body @returns {Promise<Render>} */
export async function createRustApp(_app, body) {
  await fetchStyle("export/rust_app.css");
  body.append(
    h(
      "p",
      {},
      "The runtime behind this page is an ordinary Rust crate. Coroutines of your own that use its ",
      ...codes("spawn", "sleep"),
      " and channels can be simulated without a browser: order and times are exact, and an hour of waiting takes microseconds.",
    ),
    h("h3", {}, "In a test"),
    listing("A test of your own", IN_A_TEST),
    h("h3", {}, "In a thousand orders"),
    h(
      "p",
      {},
      "Whatever several ready tasks could be polled in: the simplest order that breaks something is reported, with the choices that lead to it.",
    ),
    listing("A thousand orders", IN_EVERY_ORDER),
    h("p", {}, "", ...codes("examples/own_program.rs"), " in the repository has both, to be copied."),
    h("h3", {}, "In a browser"),
    listing("On the event loop of a page", IN_A_BROWSER),
    h("h3", {}, "What there is not"),
    h(
      "ul",
      {},
      h(
        "li",
        {},
        "The crate is not on crates.io. Name its repository or a copy of it in your ",
        ...codes("Cargo.toml"),
        "; its wasm-bindgen has one exact version, and your app must have the same.",
      ),
      h(
        "li",
        {},
        "It sees what runs on its own loop: no tasks of tokio or of ",
        ...codes("spawn_local"),
        ", no timers of others. A promise or a fetch is seen as a wait if you put ",
        ...codes('host("its name", …)'),
        " around it.",
      ),
      h("li", {}, "This page shows the programs of its catalog. For runs of others there is the trace."),
    ),
  );
  // It says the same of every run.
  return () => {};
}

/** Words of code, with commas between them. @param {...string} words */
function codes(...words) {
  return words.flatMap((word, place) => [place === 0 ? "" : ", ", h("code", {}, word)]);
}

/** @param {string} label @param {string} text */
function listing(label, text) {
  const lines = highlight("rust", text).flatMap((tokens) => [
    ...tokens.map(({ kind, text }) => (kind === "plain" ? text : h("span", { class: `t-${kind}` }, text))),
    "\n",
  ]);
  return h(
    "pre",
    { tabindex: 0, role: "region", "aria-label": label, class: "rust-app" },
    h("code", {}, ...lines),
  );
}
