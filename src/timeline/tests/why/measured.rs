//! Runs in real time: late timers, pauses of the browser, clean-up.

use crate::runtime::trace::{Cause, End, On, Trace};
use crate::timeline::TaskState;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

#[test]
fn late_timers_are_overhead() {
    let mut script = Script::measured().spawn(0, None, "main");
    for round in 0..10 {
        let now = f64::from(round) * 101.5;
        script = script.at(now).starts(0).sleeps(0, 100).ends(0);
        script = script.at(now + 101.5).woken_by_timer(0);
    }
    let trace = script.starts(0).completes(0).finish(End::Completed);
    let explanation = report(&trace).explanation;
    assert_eq!(explanation.total_ms, 1015.0);
    assert_eq!(explanation.critical_path_ms, 1000.0);
    assert_eq!(explanation.overhead_ms, 15.0);
    let last = explanation.sentences.last().map(String::as_str);
    assert_eq!(
        last,
        Some(
            "The run took 15 ms more than was asked for: a browser's timers are never early and \
             often a little late."
        )
    );
}

#[test]
fn what_was_waited_is_said_as_it_was_and_not_as_it_was_asked_for() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "page")
        .sleeps(0, 200)
        .ends(0)
        .starts(1)
        .sleeps(1, 200)
        .ends(1)
        .at(224.0)
        .woken_by_timer(1)
        .woken_by_timer(0)
        .starts(1)
        .completes(1)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let explanation = report(&trace).explanation;
    assert_eq!(
        explanation.sentences[0],
        "The run took 224 ms, although its tasks waited 448 ms in all: on average 2 things went on \
         at once."
    );
    assert_eq!((explanation.sum_of_waits_ms, explanation.concurrency), (448.0, 2.0));
    assert_eq!((explanation.critical_path_ms, explanation.overhead_ms), (200.0, 24.0));
}

#[test]
fn a_little_work_is_in_the_sum_that_is_said() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 5200)
        .ends(0)
        .at(5200.0)
        .woken_by_timer(0)
        .starts(0)
        .at(5201.0)
        .completes(0)
        .finish(End::Completed);
    let explanation = report(&trace).explanation;
    let said = "The run took 5,201 ms, and its only task waited and worked 5,201 ms in all";
    assert!(explanation.sentences[0].starts_with(said), "{:?}", explanation.sentences);
    assert_eq!(explanation.sum_of_waits_ms, 5201.0);
}

#[test]
fn before_the_loop_began_nobody_was_kept_from_a_poll() {
    let trace = Script::measured()
        .at(100.0)
        .spawn(0, None, "main")
        .at(169.0)
        .starts(0)
        .sleeps(0, 300)
        .ends(0)
        .at(469.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let said = "The run took 169 ms more than was asked for, which passed before the loop began.";
    assert_eq!(last_sentence(&trace), said);
    let explanation = report(&trace).explanation;
    let parts: Vec<_> =
        explanation.overhead_parts.iter().map(|part| (part.ms, part.text.as_str())).collect();
    assert_eq!(parts, [(169.0, "the loop had not begun")]);
    let path: Vec<_> = explanation.critical_path.iter().map(|link| link.text.as_str()).collect();
    assert_eq!(
        path[..2],
        ["the loop had not begun for 100 ms", "the loop had not begun for 69 ms"]
    );
}

#[test]
fn a_late_time_limit_is_late_though_it_was_not_all_that_was_waited_for() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "slow")
        .waits_for_task(0, 1)
        .sleeps(0, 100)
        .ends(0)
        .starts(1)
        .waits_for_host(1, "fetch posts")
        .ends(1)
        .at(130.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let explanation = report(&trace).explanation;
    assert_eq!((explanation.critical_path_ms, explanation.overhead_ms), (100.0, 30.0));
    let said = "Most of that time `main` waited 100 ms for `slow` or a timer";
    assert!(explanation.sentences[1].starts_with(said), "{:?}", explanation.sentences);
}

#[test]
fn a_wait_on_the_host_is_taken_as_it_is() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .waits_for_host(0, "fetch posts")
        .ends(0)
        .at(123.4)
        .woken(0, Cause::Host)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let explanation = report(&trace).explanation;
    assert_eq!(explanation.sum_of_waits_ms, 123.4);
    assert_eq!(explanation.overhead_ms, 0.0);
    assert_eq!(explanation.critical_path[0].text, "`main` waited 123 ms for `fetch posts`");
}

#[test]
fn after_the_end_of_the_program_the_chain_has_no_link() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "left")
        .sleeps(0, 1000)
        .ends(0)
        .starts(1)
        .sleeps(1, 5000)
        .ends(1)
        .at(1000.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .at(1000.005)
        .asked_to_stop(1, None)
        .cancelled(1)
        .finish(End::Completed);
    assert_eq!(critical_path(&trace), [(0, TaskState::Timer, 0.0, 1000.005)]);
}

#[test]
fn a_long_clean_up_is_a_link_of_its_own() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .at(60.0)
        .completes(0)
        .at(80.0)
        .finish(End::Completed);
    let links = report(&trace).explanation.critical_path;
    assert_eq!(
        links.last().map(|link| link.text.as_str()),
        Some("the run was over, and cleaned up for 20 ms")
    );
    critical_path(&trace);
}

fn last_sentence(trace: &Trace) -> String {
    report(trace).explanation.sentences.pop().expect("there are sentences")
}

/// One task blocks for a second. Then two tasks sleep for a second, and the second timer is a
/// millisecond late. Some time passes between the polls of the first and the second.
fn with_a_gap(gap_ms: f64) -> Trace {
    let after = 1000.0 + gap_ms;
    Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "a")
        .spawn(2, 0, "b")
        .waits_for_task(0, 2)
        .ends(0)
        .starts(1)
        .blocks(1, 1000)
        .completes(1)
        .at(after)
        .starts(2)
        .sleeps(2, 1000)
        .ends(2)
        .at(after + 1001.0)
        .woken_by_timer(2)
        .starts(2)
        .completes(2)
        .woken_by(0, 2)
        .starts(0)
        .completes(0)
        .finish(End::Completed)
}

#[test]
fn time_that_the_browser_took_is_not_blamed_on_timers() {
    assert_eq!(
        last_sentence(&with_a_gap(17.0)),
        "The run took 18 ms more than was asked for: 17 ms of that the browser used for itself \
         between two polls, while a task was ready; 1 ms a timer was late."
    );
}

#[test]
fn time_that_timers_took_is_not_blamed_on_the_browser() {
    assert_eq!(
        last_sentence(&with_a_gap(0.0)),
        "The run took 1 ms more than was asked for: a browser's timers are never early and often \
         a little late."
    );
}

#[test]
fn a_timer_is_not_late_by_itself_while_others_are_not_polled_either() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "other")
        .sleeps(0, 100)
        .ends(0)
        .at(40.0)
        .starts(1)
        .at(41.0)
        .waits(1, On::Channel(0))
        .ends(1)
        .at(95.0)
        .woken(1, Cause::Host)
        .at(130.0)
        .woken_by_timer(0)
        .starts(1)
        .completes(1)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    assert_eq!(
        last_sentence(&trace),
        "The run took 30 ms more than was asked for, which the browser used for itself between \
         two polls, while a task was ready."
    );
}

#[test]
fn seconds_are_not_called_a_little_late() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 500)
        .ends(0)
        .at(4248.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let explanation = report(&trace).explanation;
    let place = explanation.beyond.expect("there is such a sentence") as usize;
    assert_eq!(
        explanation.sentences[place],
        "The run took 3,748 ms more than was asked for, because a timer was late: by far more \
         than a browser's timers are by themselves."
    );
}

#[test]
fn what_does_not_say_how_late_timers_were_has_no_such_sentence() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 500)
        .ends(0)
        .at(100.0)
        .finish(End::Stopped);
    assert_eq!(report(&trace).explanation.beyond, None);
}
