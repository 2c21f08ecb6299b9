//! A program of your own, simulated: its output and its times are exact, an hour of waiting takes
//! microseconds, and a thousand orders of its tasks are one test. No browser has a part in it.
//!
//! `cargo run --example own_program` runs it, `cargo test --test own_program` tests it. Copy it to
//! begin with yours.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use coroscope::drivers::simulation::simulate;
use coroscope::orders::{Explorer, OrdersReport};
use coroscope::runtime::trace::Trace;
use coroscope::runtime::{Options, gather, log, sleep, spawn};
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

/// What comes of a thousand orders in which ready tasks could be polled, or of all, if there are fewer.
fn every_order(is_careful: bool) -> OrdersReport {
    let mut explorer = Explorer::new(1000, move || Box::pin(shop(is_careful)));
    while explorer.try_some(100) {}
    explorer.report()
}

fn main() {
    let trace = run(false);
    for line in trace.output() {
        println!("{line}");
    }
    let report = RunTimeline::of(&trace).report(&trace);
    println!("{} ms in all", report.total_ms);
    for sentence in report.explanation.sentences {
        println!("{sentence}");
    }
    for output in every_order(true).outputs {
        println!("in {} of the orders: {}", output.count, output.lines.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_careless_shop_sells_its_ticket_twice() {
        let trace = run(false);
        assert_eq!(trace.output(), ["Ada has a ticket", "Ben has a ticket", "sold twice"]);
        assert_eq!(trace.last_us(), 61_000_000);
    }

    #[test]
    fn the_careful_shop_never_does_in_any_order() {
        let report = every_order(true);
        assert!(report.every, "there are fewer than a thousand");
        assert_eq!(report.distinct, 2, "either of them may be first");
        for output in &report.outputs {
            assert!(!output.lines.iter().any(|line| line == "sold twice"), "{output:?}");
        }
    }

    #[test]
    fn it_can_be_run() {
        main();
    }
}
