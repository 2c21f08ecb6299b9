//! What a check says is true of every order that it tries, and of all that an order does.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::pending;
use std::rc::Rc;

use crate::drivers::simulation::simulate;
use crate::orders::{Broken, Check, Checked, Explorer};
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, Order, Task, gather, log, spawn, yield_now};
use crate::timeline::EndState;

use super::letters;

fn has_line(trace: &Trace, line: &str) -> bool {
    trace.output().contains(&line)
}

fn unless(broken: bool, why: &str) -> Result<(), String> {
    if broken { Err(why.to_owned()) } else { Ok(()) }
}

/// That the order of what was found gives the very run that was found, and no simpler one of the same
/// length does.
fn is_seen_again<F: Future<Output = ()> + 'static>(broken: &Broken, make: impl Fn() -> F) -> Trace {
    let options = Options { order: broken.order.clone(), ..Options::default() };
    let again = simulate(options, make());
    assert_eq!(again.output(), broken.trace.output(), "{broken}");
    again
}

/// Two tasks, and what went wrong stands in the first of 43 lines that differ only there.
async fn long() {
    let first = Rc::new(Cell::new(None));
    let tasks: Vec<Task<()>> = ["a", "b"]
        .map(|name| {
            let first = Rc::clone(&first);
            spawn(async move { first.set(first.get().or(Some(name))) })
        })
        .into();
    gather(tasks).await;
    (0..20).for_each(|line| log(if line == 0 { first.get().unwrap_or("nobody") } else { "same" }));
    (0..22).for_each(|_| log("the same"));
    log(if first.get() == Some("b") { "broken" } else { "fine" });
}

#[test]
fn it_sees_the_last_line_of_a_long_output() {
    let mut explorer = Explorer::new(1000, || Box::pin(long()));
    while explorer.try_some(100) {}
    let shown = explorer.report().outputs;
    assert!(!shown.iter().any(|output| output.lines.contains(&"broken".to_owned())), "{shown:?}");

    let broken = Check::new(1000)
        .run(long, |trace| unless(has_line(trace, "broken"), "`b` was first"))
        .expect_err("there is such an order");
    assert_eq!(broken.order, Order::Picked(vec![1]));
    assert!(broken.checked.every && broken.trace.output().len() == 43, "{broken}");
    assert_eq!(is_seen_again(&broken, long).end(), Some(&End::Completed));
}

#[test]
fn it_finds_the_one_order_among_120_outputs() {
    // Five tasks in one poll each: the first 50 outputs that are found are reported, and this one is late.
    for wanted in ["edcba", "ecdba", "bacde"] {
        let make = letters(5);
        let said = move |trace: &Trace| unless(trace.output().concat() == wanted, "it is there");
        let broken = Check::new(20_000).run(make, said).expect_err(wanted);
        assert!(broken.checked.every, "{broken}");
        assert_eq!(is_seen_again(&broken, letters(5)).output().concat(), wanted);
    }
    let seen = RefCell::new(BTreeSet::new());
    let all = Check::new(20_000).run(letters(5), |trace| {
        seen.borrow_mut().insert(trace.output().concat());
        Ok(())
    });
    assert!(all.is_ok_and(|checked| checked.every));
    assert_eq!(seen.into_inner().len(), 120);
}

#[test]
fn a_panic_of_the_program_is_wrong_in_that_order_and_the_others_are_tried() {
    async fn asserts() {
        let count = Rc::new(Cell::new(0));
        let other = Rc::clone(&count);
        let first = spawn(async move { count.set(1) });
        let second = spawn(async move { assert_eq!(other.get(), 1, "too early") }).named("second");
        gather([first, second]).await;
        log("done");
    }
    let broken = Check::new(1000).run(asserts, |_| Ok(())).expect_err("an assertion fails");
    assert!(broken.reason.starts_with("`second` panicked: "), "{broken}");
    assert!(broken.reason.contains("too early"), "{broken}");
    assert_eq!((broken.order.clone(), broken.failing), (Order::Picked(vec![1]), 1));
    assert_eq!(broken.checked, Checked { tried: 2, every: true });
    assert!(matches!(broken.trace.end(), Some(End::Panicked { .. })), "{broken}");

    // An explorer goes on as well, and says what it was.
    let mut explorer = Explorer::new(1000, || Box::pin(asserts()));
    while explorer.try_some(1) {}
    let report = explorer.report();
    assert!(report.every && report.done && report.tried == 2, "{report:?}");
    let panicked = report.outputs.iter().find(|one| one.end == EndState::Panicked);
    let panicked = panicked.expect("one of them");
    assert_eq!(panicked.picks, Some(vec![1]));
    assert!(panicked.failure.as_ref().is_some_and(|why| why.contains("too early")));
}

#[test]
fn a_panic_of_the_one_who_looks_is_wrong_in_that_order() {
    let broken = Check::new(1000).run(letters(2), |trace| {
        assert_eq!(trace.output(), ["a", "b"], "by the alphabet");
        Ok(())
    });
    let broken = broken.expect_err("another order");
    assert!(broken.reason.contains("by the alphabet"), "{broken}");
    assert_eq!(broken.order, Order::Picked(vec![1]));
}

/// It gets stuck unless the first task comes first.
async fn may_get_stuck() {
    let late = Rc::new(Cell::new(false));
    let seen = Rc::clone(&late);
    let first = spawn(async move {
        if seen.get() {
            pending::<()>().await;
        }
    });
    let second = spawn(async move { late.set(true) });
    first.await;
    second.await;
    log("done");
}

#[test]
fn a_run_that_gets_stuck_is_wrong_unless_it_may() {
    let broken = Check::new(1000).run(may_get_stuck, |_| Ok(())).expect_err("it gets stuck");
    assert!(broken.reason.contains("stuck"), "{broken}");
    assert_eq!(is_seen_again(&broken, may_get_stuck).end(), Some(&End::Stuck));

    let ends = RefCell::new(Vec::new());
    let checked = Check::new(1000).allow_stuck().run(may_get_stuck, |trace| {
        ends.borrow_mut().push(trace.end().cloned());
        Ok(())
    });
    assert!(checked.is_ok_and(|checked| checked.every));
    assert!(ends.borrow().contains(&Some(End::Stuck)));
    assert!(ends.borrow().contains(&Some(End::Completed)));
}

#[test]
fn what_was_found_at_random_is_made_as_simple_as_can_be() {
    async fn many() {
        let quiet: Vec<Task<()>> = (0..6).map(|_| spawn(yield_now())).collect();
        gather(quiet).await;
        gather(["x", "y"].map(|letter| async move {
            yield_now().await;
            log(letter);
        }))
        .await;
    }
    let broken = Check::new(200).run(many, |trace| unless(trace.output()[0] == "y", "`y` first"));
    let broken = broken.expect_err("it is in half of the orders");
    assert!(!broken.checked.every && broken.failing > 1, "{broken}");
    let Order::Picked(picks) = &broken.order else { panic!("{broken}") };
    assert_eq!(picks.iter().filter(|place| **place > 0).count(), 1, "{broken}");
    assert!(picks.last() == Some(&1));
    is_seen_again(&broken, many);
}

#[test]
fn of_an_order_with_more_choices_than_are_kept_the_seed_is_said() {
    async fn very_long() {
        let first = Rc::new(Cell::new(None));
        gather(["a", "b"].map(|name| {
            let first = Rc::clone(&first);
            async move {
                for _ in 0..800 {
                    yield_now().await;
                }
                first.set(first.get().or(Some(name)));
            }
        }))
        .await;
        log(first.get().unwrap_or("nobody"));
    }
    let broken = Check::new(50).run(very_long, |trace| unless(has_line(trace, "b"), "`b`"));
    let broken = broken.expect_err("it is in half of the orders");
    assert!(matches!(broken.order, Order::Shuffled { .. }), "{broken}");
    is_seen_again(&broken, very_long);
}

#[test]
fn a_program_that_is_wrong_in_its_only_order_says_so() {
    let broken = Check::new(10).run(|| async { log("no") }, |_| Err("it prints".to_owned()));
    assert_eq!(
        broken.expect_err("it does").to_string(),
        "it prints, in the only order that there is"
    );
}

#[test]
fn each_order_in_which_something_is_wrong_counts_once() {
    // 6 orders are gone through at once, 120 after an estimate.
    for (tasks, orders) in [(3, 6), (5, 120)] {
        let begins = |with: char| {
            let look =
                move |trace: &Trace| unless(trace.output()[0].starts_with(with), "it is first");
            Check::new(20_000).run(letters(tasks), look).expect_err("some orders begin with it")
        };
        for letter in ['a', 'b'] {
            let broken = begins(letter);
            assert_eq!((broken.failing, broken.checked.tried), (orders / tasks as u32, orders));
        }
        let all = Check::new(20_000).run(letters(tasks), |_| Err("nothing is right".to_owned()));
        assert_eq!(all.expect_err("all are wrong").failing, orders);
    }
}
