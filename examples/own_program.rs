//! A program of your own, simulated: its output and its times are exact, an hour of waiting takes
//! microseconds, and a thousand orders of its tasks are one test. No browser has a part in it.
//!
//! `cargo run --example own_program` runs it, `cargo test --test own_program` tests it. Copy it to
//! begin with yours.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use coroscope::drivers::simulation::simulate;
use coroscope::orders::{Broken, Check, Checked};
use coroscope::runtime::trace::Trace;
use coroscope::runtime::{Options, gather, log, sleep, spawn};
use coroscope::saved::RunFile;
use coroscope::timeline::RunTimeline;

/// Two people buy from a shop that has one ticket left. Is it ever sold twice?
async fn shop(is_careful: bool) {
    let tickets = Rc::new(Cell::new(1));
    let buy = |name: &'static str| {
        let tickets = Rc::clone(&tickets);
        spawn(async move {
            // The way to the shop.
            sleep(Duration::from_secs(60)).await;
            if tickets.get() == 0 {
                return log(format!("{name} comes too late"));
            }
            if is_careful {
                tickets.set(tickets.get() - 1);
            }
            // Whoever awaits between a look and a deed lets others come between.
            sleep(Duration::from_secs(1)).await;
            if !is_careful {
                tickets.set(tickets.get() - 1);
            }
            log(format!("{name} has a ticket"));
        })
        .named(name)
    };
    gather([buy("Ada"), buy("Ben")]).await;
    if tickets.get() < 0 {
        log("sold twice");
    }
}

/// One run, in the order in which tasks became ready.
fn run(is_careful: bool) -> Trace {
    simulate(Options::default(), shop(is_careful))
}

/// Whether the ticket is sold once in a thousand orders in which ready tasks could be polled, or in all
/// where they are about as few.
fn every_order(is_careful: bool) -> Result<Checked, Broken> {
    Check::new(1000).run(
        move || shop(is_careful),
        |trace| match trace.output().contains(&"sold twice") {
            true => Err("the ticket is sold twice".to_owned()),
            false => Ok(()),
        },
    )
}

/// The run as a file, which the page opens.
fn saved(trace: &Trace) -> Vec<u8> {
    let file = RunFile::new(trace, "shop").variant("careless");
    file.source(file!(), include_str!("own_program.rs")).to_bytes()
}

fn main() {
    show();
    if let Some(path) = std::env::args().nth(1) {
        match std::fs::write(&path, saved(&run(false))) {
            Ok(()) => println!("saved as {path}"),
            Err(error) => eprintln!("{path} cannot be written: {error}"),
        }
    }
}

fn show() {
    let trace = run(false);
    for line in trace.output() {
        println!("{line}");
    }
    let report = RunTimeline::of(&trace).report(&trace);
    println!("{} ms in all", report.total_ms);
    for sentence in report.explanation.sentences {
        println!("{sentence}");
    }
    for is_careful in [true, false] {
        match every_order(is_careful) {
            Ok(checked) => println!("careful: nothing is wrong in {} orders", checked.tried),
            Err(broken) => println!("careless: {broken}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use coroscope::runtime::Order;

    use super::*;

    #[test]
    fn the_careless_shop_sells_its_ticket_twice() {
        let trace = run(false);
        assert_eq!(trace.output(), ["Ada has a ticket", "Ben has a ticket", "sold twice"]);
        assert_eq!(trace.last_us(), 61_000_000);
    }

    #[test]
    fn the_careful_shop_never_does_in_any_order() {
        let checked = every_order(true).unwrap();
        assert!(checked.every, "there are fewer than a thousand");
    }

    #[test]
    fn the_careless_shop_does_in_the_first_order_already() {
        let broken = every_order(false).expect_err("it is careless");
        assert_eq!(broken.order, Order::Fifo);
        assert_eq!(broken.failing, broken.checked.tried, "whoever is first");
    }

    #[test]
    fn it_can_be_run() {
        show();
    }

    #[test]
    fn its_run_is_a_file_that_opens_with_its_lines() {
        let bytes = saved(&run(false));
        let trace = bytes.splitn(3, |byte| *byte == b'\n').last().expect("behind two lines");
        let trace = Trace::from_bytes(trace).expect("it was just written");
        assert_eq!(trace.output(), run(false).output());
        let lines = RunTimeline::of(&trace).lines(&trace);
        assert!(!lines.is_empty() && lines.iter().all(|line| line.file == file!()), "{lines:?}");
    }
}
