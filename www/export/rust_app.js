// What somebody who writes Rust can do with all this in an app of their own, as it is today.

import { fetchStyle, h } from "../ui/dom.js";
import { highlight } from "../model/highlight.js";

/** @import { App, Render } from "./types.js" */

// The listings are files of `examples/readme/`, where they are tested.

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

const IN_EVERY_ORDER = `use std::cell::Cell;
use std::rc::Rc;

use coroscope::orders::Check;
use coroscope::runtime::{gather, log, yield_now};

async fn shop() {
    let tickets = Rc::new(Cell::new(1));
    let buy = |name| {
        let tickets = Rc::clone(&tickets);
        async move {
            yield_now().await; // the way to the shop
            if tickets.replace(0) == 1 {
                log(format!("{name} has a ticket"));
            }
        }
    };
    gather(["Ada", "Ben"].map(buy)).await;
}

#[test]
fn one_ticket_is_sold_once_whoever_is_first() {
    let checked = Check::new(1000).run(shop, |trace| match trace.output().len() {
        1 => Ok(()),
        sold => Err(format!("{sold} tickets are sold")),
    });
    checked.unwrap();
}
`;

const REPLAY = `use coroscope::drivers::simulation::simulate;
use coroscope::runtime::{Options, Order, gather, log};

async fn letters() {
    gather(["a", "b"].map(|letter| async move { log(letter) })).await;
}

#[test]
fn the_second_task_can_be_first() {
    let options = Options { order: Order::Picked(vec![1]), ..Options::default() };
    assert_eq!(simulate(options, letters()).output(), ["b", "a"]);
}
`;

const SAVE = `use coroscope::drivers::simulation::simulate;
use coroscope::runtime::{Options, log};
use coroscope::saved::RunFile;

#[test]
fn a_run_is_a_file() {
    let trace = simulate(Options::default(), async { log("hello") });
    let file = RunFile::new(&trace, "hello").source(file!(), include_str!("save.rs"));
    let path = std::env::temp_dir().join("hello.coroscope");
    std::fs::write(path, file.to_bytes()).unwrap();
}
`;

const IN_A_BROWSER = `use std::time::Duration;

use coroscope::drivers::browser;
use coroscope::runtime::{EventLoop, Options, TimeSource, log, sleep};
use coroscope::saved::RunFile;
use coroscope::timeline::RunTimeline;

async fn visit() {
    sleep(Duration::from_secs(1)).await;
    log("there");
}

fn start() {
    let event_loop = EventLoop::new(TimeSource::wall(), Options::default());
    browser::run(event_loop, visit(), |trace| {
        // Perfetto and speedscope open this,
        let _json = RunTimeline::of(&trace).trace_json(&trace, "my app");
        // and the page of Coroscope this.
        let _file = RunFile::new(&trace, "my app").to_bytes();
    });
}
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
      "Delays stay exact; what varies is who is polled next among those that are ready at the same moment. ",
      "The simplest order found in which something is wrong is reported: a check that fails, a panic, or a run that gets stuck.",
    ),
    listing("A thousand orders", IN_EVERY_ORDER),
    h("p", {}, "The message has the order, which gives the same run again:"),
    listing("One order again", REPLAY),
    h("h3", {}, "On this page"),
    h(
      "p",
      {},
      "A run of your own can be saved as a file that this page opens, with its listing if you add it.",
    ),
    listing("Its run as a file", SAVE),
    h("p", {}, "", ...codes("examples/own_program.rs"), " in the repository has all of it, to be copied."),
    h("h3", {}, "In a browser"),
    listing("On the event loop of a page", IN_A_BROWSER),
    h("h3", {}, "What there is not"),
    h(
      "ul",
      {},
      h(
        "li",
        {},
        "The crate is not on crates.io. Name a copy of its repository in your ",
        ...codes("Cargo.toml"),
        ", with ",
        ...codes("default-features = false"),
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
      h("li", {}, "This page runs the programs of its catalog. Others run elsewhere, and are opened here."),
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
