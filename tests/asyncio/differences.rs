//! What differs from asyncio by design, each with a small program in both languages: the other one
//! is in `differences.py`, under the same name. Texts of the page and the documentation speak of
//! these.

use std::process::Command;
use std::time::Duration;

use coroscope::drivers::simulation::simulate;
use coroscope::runtime::{Options, Until, block, log, now, sleep, spawn, timeout, wait, yield_now};

use super::cpython::cpython;

/// Runs a program in Rust, and the one of that name in Python, and looks at the lines of both.
fn differ(
    name: &str,
    main: impl Future<Output = ()> + 'static,
    in_rust: &[&str],
    in_python: &[&str],
) {
    assert_eq!(simulate(Options::default(), main).output(), in_rust, "in Rust");
    let Some(python) = cpython() else { return };
    let ran = Command::new(python)
        .args(["-I", "-B", "-X", "utf8"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/asyncio/differences.py"))
        .arg(name)
        .output()
        .expect("Python runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let lines = String::from_utf8(ran.stdout).expect("it prints UTF-8");
    assert_eq!(lines.lines().collect::<Vec<_>>(), in_python, "in Python");
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn say(text: &str) {
    log(format!("{} {text}", now().as_millis()));
}

/// Says when it is dropped.
struct Held(&'static str);

impl Drop for Held {
    fn drop(&mut self) {
        say(&format!("{} is let go of", self.0));
    }
}

async fn holding(thing: &'static str, future: impl Future<Output = ()>) {
    let _held = Held(thing);
    future.await;
}

#[test]
fn after_main_has_ended_asyncio_gives_ready_tasks_one_more_step() {
    let main = async {
        let work = async {
            say("work begins");
            yield_now().await;
            say("work goes on");
        };
        spawn(work).detach();
        say("main ends");
    };
    differ("main_ends", main, &["0 main ends"], &["0 main ends", "0 work begins"]);
}

#[test]
fn asyncio_looks_one_turn_later_at_who_is_done() {
    let main = async {
        let work = async |turns| {
            sleep(ms(10)).await;
            for _ in 0..turns {
                yield_now().await;
            }
        };
        let waited = wait([0, 1].map(|turns| spawn(work(turns))), Until::FirstCompleted).await;
        say(&format!("{} done, {} pending", waited.done.len(), waited.pending.len()));
    };
    differ("wait_for_the_first", main, &["10 1 done, 1 pending"], &["10 2 done, 0 pending"]);
}

#[test]
fn asyncio_looks_at_timers_when_all_that_were_ready_have_had_their_turn() {
    let main = async {
        let work = spawn(async {
            block(ms(10));
            for turn in 1..=3 {
                yield_now().await;
                say(&format!("turn {turn}"));
            }
        });
        sleep(ms(10)).await;
        say("main");
        work.await;
    };
    let in_rust = ["10 turn 1", "10 main", "10 turn 2", "10 turn 3"];
    let in_python = ["10 turn 1", "10 turn 2", "10 main", "10 turn 3"];
    differ("block_and_yield", main, &in_rust, &in_python);
}

#[test]
fn clean_up_may_await_in_python() {
    let main = async {
        let task = spawn(holding("it", sleep(ms(20))));
        sleep(ms(10)).await;
        task.cancel().await;
        say("cancelled");
    };
    let in_python = ["10 clean-up begins", "20 clean-up is over", "20 cancelled"];
    differ("clean_up", main, &["10 it is let go of", "10 cancelled"], &in_python);
}

#[test]
fn a_coroutine_may_refuse_to_be_cancelled_in_python() {
    let main = async {
        let task = spawn(async {
            sleep(ms(20)).await;
            "a value"
        });
        sleep(ms(10)).await;
        say(task.cancel().await.unwrap_or("cancelled"));
    };
    differ("refuse", main, &["10 cancelled"], &["10 no", "20 a value"]);
}

#[test]
fn who_is_awaited_by_a_cancelled_task_may_still_have_its_turn_in_rust() {
    let main = async {
        let inner = spawn(async {
            sleep(ms(10)).await;
            say("inner is done");
        });
        let outer = spawn(inner);
        sleep(ms(10)).await;
        drop(outer);
        sleep(ms(10)).await;
        say("main ends");
    };
    differ("cancel_who_awaits", main, &["10 inner is done", "20 main ends"], &["20 main ends"]);
}

#[test]
fn rust_cleans_up_from_outside_in_and_python_from_inside_out() {
    let main = async {
        let inner = spawn(holding("inner", sleep(ms(20))));
        let outer = spawn(holding("outer", inner));
        sleep(ms(10)).await;
        outer.cancel().await;
        yield_now().await;
        say("main ends");
    };
    let in_rust = ["10 outer is let go of", "10 inner is let go of", "10 main ends"];
    let in_python = ["10 inner is let go of", "10 outer is let go of", "10 main ends"];
    differ("cancel_from_outside", main, &in_rust, &in_python);
}

#[test]
fn a_limit_waits_for_the_clean_up_of_a_task_in_python() {
    let main = async {
        let task = spawn(holding("it", sleep(ms(20))));
        if timeout(ms(10), task).await.is_err() {
            say("the time is up");
        }
        yield_now().await;
    };
    let in_rust = ["10 the time is up", "10 it is let go of"];
    let in_python = ["10 it is let go of", "10 the time is up"];
    differ("limit_a_task", main, &in_rust, &in_python);
}

#[test]
fn a_limit_wins_against_a_sleep_that_was_over_while_the_loop_was_blocked_in_python() {
    let main = async {
        let task = spawn(async { block(ms(30)) });
        let in_time = timeout(ms(20), sleep(ms(10))).await.is_ok();
        say(if in_time { "in time" } else { "the time is up" });
        task.await;
    };
    differ("limit_while_blocked", main, &["30 in time"], &["30 the time is up"]);
}

#[test]
fn tasks_that_are_waited_for_no_more_go_on_in_python() {
    let main = async {
        let task = spawn(async {
            sleep(ms(20)).await;
            say("work is done");
        });
        if timeout(ms(10), wait([task], Until::AllCompleted)).await.is_err() {
            say("the time is up");
        }
        sleep(ms(20)).await;
    };
    let in_python = ["10 the time is up", "20 work is done"];
    differ("forget_who_is_waited_for", main, &["10 the time is up"], &in_python);
}

#[test]
fn a_task_without_a_handle_goes_on_in_python() {
    let main = async {
        drop(spawn(async { say("work is done") }));
        sleep(ms(10)).await;
        say("main ends");
    };
    differ("forget_a_task", main, &["10 main ends"], &["0 work is done", "10 main ends"]);
}
