//! Warnings.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Clock, End, On, TaskId, Trace, What};
use crate::runtime::{Options, channel, sleep, spawn_fallible};
use crate::timeline::WarningKind;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

fn texts(trace: &Trace) -> Vec<String> {
    report(trace).warnings.into_iter().map(|warning| warning.text).collect()
}

async fn fail() -> Result<(), String> {
    sleep(Duration::from_millis(5)).await;
    Err("no such page".to_owned())
}

#[test]
fn an_error_that_nobody_receives_is_told() {
    let trace = simulate(Options::default(), async {
        spawn_fallible(fail()).named("fetch").detach();
        sleep(Duration::from_millis(10)).await;
    });
    assert_eq!(report(&trace).warnings[0].kind, WarningKind::ErrorNotReceived);
    assert_eq!(texts(&trace), ["`fetch` failed, and nobody received its error: no such page"]);
}

#[test]
fn an_error_that_somebody_receives_is_not_told() {
    let trace = simulate(Options::default(), async {
        assert!(spawn_fallible(fail()).await.is_err());
    });
    assert_eq!(texts(&trace), [""; 0]);
}

#[test]
fn while_a_run_goes_on_an_error_may_still_be_received() {
    let script =
        || Script::simulated().spawn(0, None, "main").starts(0).at(1.0).fails(0, "too bad");
    assert_eq!(texts(&script().so_far()), [""; 0]);
    assert_eq!(texts(&script().finish(End::Completed)).len(), 1);
}

#[test]
fn a_coroutine_that_is_never_awaited_is_told() {
    let trace = simulate(Options::default(), async {
        drop(sleep(Duration::from_millis(10)));
    });
    let warnings = report(&trace).warnings;
    assert_eq!(warnings[0].kind, WarningKind::NeverAwaited);
    let line = warnings[0].line.expect("it was made on a line");
    assert_eq!(
        warnings[0].text,
        format!(
            "`sleep` was called in line {line}, but never awaited, so it did nothing. A coroutine \
             runs only when it is awaited or made a task."
        )
    );
}

#[test]
fn a_stuck_run_tells_who_waits_on_what() {
    let trace = simulate(Options::default(), async {
        let (_sender, receiver) = channel::<()>();
        assert!(receiver.receive().await.is_err());
    });
    assert_eq!(trace.end(), Some(&End::Stuck));
    let warnings = report(&trace).warnings;
    assert_eq!((warnings[0].kind, warnings[0].task), (WarningKind::Stuck, Some(0)));
    let line = warnings[0].line.expect("the wait has a line");
    assert_eq!(
        warnings[0].text,
        format!(
            "Nothing is left that could wake anybody: `main` is waiting for a channel (line \
             {line})."
        )
    );
}

#[test]
fn of_very_many_that_are_stuck_a_few_are_named() {
    let mut script = Script::simulated();
    for task in 0..1200 {
        script = script.spawn(task, None, "worker").starts(task).waits(task, On::Event(0));
        script = script.ends(task);
    }
    let trace = script.finish(End::Stuck);
    assert!(texts(&trace)[0].ends_with("and 1,195 more are waiting too."));
}

#[test]
fn a_full_record_is_told() {
    let mut trace = Trace::new(Clock::Virtual, 2);
    for _ in 0..1002 {
        trace.push(0, TaskId(0), What::Spawned { by: None }, None);
    }
    let warnings = report(&trace).warnings;
    assert_eq!(warnings[0].kind, WarningKind::TraceFull);
    assert!(warnings[0].text.starts_with("The record was full after 2 events; 1,000 more"));
}

#[test]
fn after_a_full_record_nothing_is_made_up() {
    let mut trace = Trace::new(Clock::Virtual, 4);
    trace.push(0, TaskId(0), What::Spawned { by: None }, None);
    trace.push(0, TaskId(0), What::PollStarted, None);
    trace.push(0, TaskId(0), What::Waits(On::Timer { asked_us: 1_000 }), None);
    trace.push(0, TaskId(0), What::PollEnded, None);
    for at_us in [1_000, 2_000, 9_000_000] {
        trace.push(at_us, TaskId(0), What::PollStarted, None);
    }
    trace.finish(9_000_000, End::Completed);
    let report = report(&trace);
    assert_eq!((report.total_ms, report.explanation.total_ms), (9_000.0, 0.0));
    assert_eq!(report.tasks[0].idle_ms, 0.0);
}

#[test]
fn polls_that_block_on_the_same_line_are_one_warning() {
    let mut script = Script::simulated().spawn(0, None, "main");
    for _ in 0..30 {
        script =
            script.starts(0).blocks(0, 100).ends(0).woken(0, crate::runtime::trace::Cause::Host);
    }
    let trace = script.finish(End::Stopped);
    let texts = texts(&trace);
    assert_eq!(texts.len(), 1);
    assert!(texts[0].contains("for 3,000 ms in all, 30 times (line "), "{}", texts[0]);
    assert!(texts[0].contains("Nobody else was ready meanwhile"));
}

#[test]
fn a_program_that_could_not_do_its_work_has_failed_without_a_warning() {
    let trace = simulate(Options::default(), async {
        sleep(Duration::from_millis(3)).await;
        crate::runtime::fail("There is no database.");
    });
    let report = report(&trace);
    assert_eq!(report.failure.as_deref(), Some("There is no database."));
    assert_eq!(report.warnings, []);
    assert_eq!(
        report.end_text,
        "The program could not do its work, and ended after 3 ms: There is no database."
    );
    let other = simulate(Options::default(), async { sleep(Duration::from_millis(3)).await });
    assert_eq!(self::report(&other).failure, None);
}

/// A listing in which a coroutine is forgotten in line 7 of a file, and a line printed in line 3 of one.
fn listing(files: [&str; 2]) -> Report {
    let mut trace = Trace::new(Clock::Wall, 100);
    let (forgotten, printed) = (trace.keep_site(files[0], 7), trace.keep_site(files[1], 3));
    let text = trace.keep("fetch()");
    for (what, site) in [
        (What::Spawned { by: None }, None),
        (What::IsListing, None),
        (What::PollStarted, None),
        (What::NeverAwaited { text }, forgotten),
        (What::Logged { text }, printed),
        (What::Completed, None),
    ] {
        trace.push_at(5, TaskId(0), what, site);
    }
    trace.finish(5, End::Completed);
    report(&trace)
}

#[test]
fn a_coroutine_that_a_listing_itself_forgets_is_to_be_run_by_asyncio() {
    let warning = &listing(["shop.py", "shop.py"]).warnings[0];
    let advice = "made a task: outside of every coroutine, `asyncio.run(fetch())` does that.";
    assert!(warning.text.ends_with(advice), "{}", warning.text);
}

#[test]
fn a_line_is_told_with_its_file_where_a_run_has_several() {
    let places = |files| {
        let Report { warnings, output, .. } = listing(files);
        let said = warnings[0].text.split(',').next().map(ToOwned::to_owned);
        (said.unwrap_or_default(), warnings[0].file.clone(), output[0].file.clone())
    };
    let (said, warned, printed) = places(["shop.py", "api/carts.py"]);
    assert_eq!(said, "`fetch()` was called in line 7 of shop.py");
    assert_eq!((warned.as_deref(), printed.as_deref()), (Some("shop.py"), Some("api/carts.py")));
    let (said, warned, printed) = places(["shop.py", "shop.py"]);
    assert_eq!((said.as_str(), warned, printed), ("`fetch()` was called in line 7", None, None));
}
