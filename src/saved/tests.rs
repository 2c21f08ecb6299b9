//! What is written is a trace behind two lines.

use std::time::Duration;

use crate::drivers::simulation::{Limits, simulate, simulate_until};
use crate::runtime::trace::Trace;
use crate::runtime::{Options, log, sleep};

use super::{MOST_SOURCES, RunFile};

fn lines(bytes: &[u8]) -> (String, String, &[u8]) {
    let parts: Vec<&[u8]> = bytes.splitn(3, |byte| *byte == b'\n').collect();
    let text = |part: &[u8]| String::from_utf8(part.to_vec()).expect("it is UTF-8");
    (text(parts[0]), text(parts[1]), parts[2])
}

fn hello() -> Trace {
    simulate(Options::default(), async { log("hello") })
}

#[test]
fn the_trace_is_behind_two_lines() {
    let trace = hello();
    let bytes = RunFile::new(&trace, "a \"shop\"\n").source("src/x.rs", "fn x() {\n}\n").to_bytes();
    let (first, head, rest) = lines(&bytes);
    assert_eq!(first, "coroscope-run 1");
    let again = Trace::from_bytes(rest).expect("it was just written");
    assert_eq!(again.events().count(), trace.events().count());
    let first = again.events().filter_map(|event| event.site).next();
    let first = first.and_then(|site| again.site(site)).expect("it prints");
    assert_eq!(first.file, file!(), "and not a line of the driver");
    assert_eq!(again.output(), ["hello"]);
    assert!(head.contains("\"elsewhere\":true"), "{head}");
    assert!(head.contains(&format!("\"bytes\":{},", rest.len())), "{head}");
    assert!(head.contains("\"file\":\"src/x.rs\""), "{head}");
}

#[test]
fn it_says_how_the_run_ended() {
    let life = |trace: &Trace| {
        let bytes = RunFile::new(trace, "shop").to_bytes();
        let (_, head, _) = lines(&bytes);
        head.split("\"life\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    assert_eq!(life(&hello()).as_deref(), Some("ended"));
    let limits = Limits { time: Duration::from_millis(1), ..Limits::default() };
    let sleeping = sleep(Duration::from_secs(1));
    assert_eq!(
        life(&simulate_until(Options::default(), limits, sleeping)).as_deref(),
        Some("stopped")
    );
}

#[test]
fn no_absolute_path_and_no_text_without_end_gets_into_it() {
    let trace = hello();
    let file = RunFile::new(&trace, "shop")
        .source("/home/ben/shop/src/main.rs", "x")
        .source("src/large.rs", "x".repeat(MOST_SOURCES));
    let bytes = file.to_bytes();
    let (_, head, _) = lines(&bytes);
    assert!(head.contains("\"shop/src/main.rs\"") && !head.contains("ben"), "{head}");
    assert!(!head.contains("large"));
}
