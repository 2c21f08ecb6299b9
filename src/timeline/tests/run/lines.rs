//! Lines of the source, and the time that tasks spent on them.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::{Options, gather, sleep, spawn};
use crate::timeline::RunTimeline;

async fn nap(ms: u64) -> u32 {
    let line = line!() + 1;
    sleep(Duration::from_millis(ms)).await;
    line
}

#[test]
fn a_line_tells_of_all_spans_that_were_on_it() {
    let trace = simulate(Options::default(), async {
        let naps = [spawn(nap(1000)).named("a"), spawn(nap(200)), spawn(nap(40))];
        gather(naps).await;
    });
    let lines = RunTimeline::of(&trace).lines(&trace);
    let line = lines.iter().find(|line| line.spans == 3).expect("three tasks slept on one line");
    assert_eq!(line.text, "3 spans on this line, 1,240 ms in all");
    assert_eq!((line.total_ms, line.lane, line.at_ms), (1240.0, 1, 0.0));
    assert_eq!(line.lanes, [1, 2, 3]);
    assert!(line.file.ends_with("lines.rs"));
    assert!(lines.iter().all(|line| line.file.ends_with("lines.rs")), "others are nobody's to see");
}

#[test]
fn a_line_on_which_nothing_took_time_says_so() {
    let trace = simulate(Options::default(), async {
        spawn(async {}).await;
    });
    let lines = RunTimeline::of(&trace).lines(&trace);
    assert!(lines.iter().any(|line| line.spans == 0), "{lines:?}");
    for line in lines {
        assert!(line.text.ends_with("too short to be measured"), "{}", line.text);
    }
}
