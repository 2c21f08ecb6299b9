//! Every output is found, reported once, and can be seen again.

mod check;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::programs::params::{Value, Values};
use crate::programs::{CATALOG, find};
use crate::runtime::trace::What;
use crate::runtime::{Main, Options, Order, Task, gather, log, sleep, spawn, yield_now};
use crate::timeline::{EndState, RunTimeline};

use super::{
    Choices, Explorer, Finding, Findings, Orders, OrdersReport, OutputReport, choices,
    recorded_choices, try_order,
};

/// A program in which this many tasks print their letter, each in one poll.
fn letters(count: usize) -> impl Fn() -> Main {
    move || {
        Box::pin(async move {
            gather(('a'..).take(count).map(|letter| async move { log(letter) })).await;
        })
    }
}

fn explored(most: u32, make: impl Fn() -> Main + 'static) -> OrdersReport {
    let mut explorer = Explorer::new(most, make);
    while explorer.try_some(100) {}
    let report = explorer.report();
    assert!(report.done && report.next_picks.is_none() && report.next_seed.is_none());
    if report.distinct as usize == report.outputs.len() {
        assert_eq!(report.outputs.iter().map(|output| output.count).sum::<u32>(), report.tried);
    }
    report
}

fn variant(program: &str, variant: &str, values: &[(&str, f64)]) -> impl Fn() -> Main {
    let program = find(program).expect("it is in the catalog");
    let value = |(id, number): &(&str, f64)| ((*id).to_owned(), Value::Number(*number));
    let values: Values = values.iter().map(value).collect();
    let variant = variant.to_owned();
    move || program.start(&variant, &values).expect("these are allowed")
}

fn output(make: &impl Fn() -> Main, order: Order) -> Vec<String> {
    let trace = simulate(Options { order, ..Options::default() }, make());
    trace.output().into_iter().map(str::to_owned).collect()
}

fn texts(report: &OrdersReport) -> BTreeSet<String> {
    report.outputs.iter().map(|output| output.lines.concat()).collect()
}

#[test]
fn each_of_a_few_orders_is_tried_once() {
    let report = explored(1000, letters(3));
    assert!(report.every);
    // Main is woken when all are done, and then nobody else is left: 2 orders begin with each.
    assert_eq!((report.tried, report.distinct, report.most_choices), (6, 6, 2));
    let count = |first: &str| {
        let begin = report.outputs.iter().filter(|output| output.lines[0] == first);
        begin.map(|output| output.count).sum::<u32>()
    };
    assert_eq!((count("a"), count("b"), count("c")), (2, 2, 2));
    let all = ["abc", "acb", "bac", "bca", "cab", "cba"];
    assert_eq!(texts(&report), all.map(str::to_owned).into());
    assert!(report.outputs[0].fifo && report.outputs[0].lines.concat() == "abc");
    assert!(report.same_lines && report.same_first == 0 && report.same_last == 0);
}

#[test]
fn few_orders_take_no_more_runs_than_there_are() {
    let runs = Rc::new(Cell::new(0));
    let counter = Rc::clone(&runs);
    let make = letters(3);
    let counted = move || {
        counter.set(counter.get() + 1);
        make()
    };
    assert_eq!(explored(1000, counted).tried, 6);
    assert_eq!(runs.get(), 6);
}

/// First in, first out there are two tasks. If the second comes first, there are eight more.
async fn opens_up() {
    let is_first = Rc::new(Cell::new(true));
    let other = Rc::clone(&is_first);
    let first = spawn(async move { is_first.set(false) });
    let second = spawn(async move { if other.get() { 8 } else { 0 } });
    first.await;
    let more = second.await;
    gather(('a'..).take(more).map(|letter| async move { log(letter) })).await;
}

#[test]
fn that_first_in_first_out_has_few_choices_does_not_keep_other_orders_back() {
    let report = explored(300, || Box::pin(opens_up()));
    assert_eq!((report.every, report.tried), (false, 300));
    // About half of the orders are random ones of eight letters.
    assert!(report.distinct > 100, "only {} outputs", report.distinct);
}

#[test]
fn of_many_orders_as_many_are_tried_as_wanted() {
    let report = explored(300, letters(9));
    assert!(!report.every);
    assert_eq!((report.tried, report.outputs.len()), (300, 50));
    // There are 362,880 orders, so hardly any comes twice.
    assert!(report.distinct > 290, "only {} outputs", report.distinct);
}

#[test]
fn a_program_without_a_choice_has_one_order() {
    for (program, name) in [("greetings", "sequential"), ("countdown", "sequential")] {
        let report = explored(1000, variant(program, name, &[]));
        assert_eq!((report.tried, report.distinct, report.most_choices), (1, 1, 0), "{program}");
        assert!(report.every);
        assert_eq!(choices(variant(program, name, &[])(), &[]).open, None);
    }
}

#[test]
fn every_example_gives_the_output_that_it_is_an_example_of() {
    let many = || -> Main {
        Box::pin(async {
            let tasks: Vec<Task<()>> = ('a'..='e')
                .map(|letter| {
                    spawn(async move {
                        log(letter);
                        yield_now().await;
                        log(letter);
                    })
                })
                .collect();
            gather(tasks).await;
        })
    };
    let report = explored(400, many);
    assert!(!report.every);
    for OutputReport { lines, picks, seed, fifo, .. } in &report.outputs {
        assert!(*fifo || seed.is_some());
        if let Some(seed) = seed {
            let order = Order::Shuffled { seed: (*seed).into() };
            assert_eq!(&output(&many, order), lines);
        }
        let picks = picks.clone().expect("short enough");
        assert!(picks.last() != Some(&0) && (picks.is_empty() == *fifo));
        assert_eq!(&output(&many, Order::Picked(picks)), lines);
    }
}

#[test]
fn the_picks_of_a_shuffled_run_give_the_very_same_run() {
    for program in CATALOG.iter().filter(|program| program.id != "scale") {
        for variant in program.variants {
            for seed in 0..5 {
                let main = || program.start(&variant.id(), &Values::new()).expect("the defaults");
                let shuffled = try_order(main(), Order::Shuffled { seed });
                let Some(picks) = shuffled.picks() else { continue };
                let picked = try_order(main(), Order::Picked(picks));
                let what = format!("{} {} with seed {seed}", program.id, variant.name);
                assert_eq!(picked.trace.to_bytes(), shuffled.trace.to_bytes(), "{what}");
                assert_eq!(picked.made, shuffled.made, "{what}");
            }
        }
    }
}

#[test]
fn to_watch_the_choices_changes_nothing() {
    for program in CATALOG.iter().filter(|program| program.id != "scale") {
        for variant in program.variants {
            let main = || program.start(&variant.id(), &Values::new()).expect("the defaults");
            let order = Order::Shuffled { seed: 3 };
            let options = Options { order: order.clone(), ..Options::default() };
            let watched = try_order(main(), order).trace.to_bytes();
            assert_eq!(
                simulate(options, main()).to_bytes(),
                watched,
                "{} {}",
                program.id,
                variant.name
            );
        }
    }
}

#[test]
fn picks_are_made_as_simple_as_can_be() {
    // All that matters is which of `x` and `y` prints first, which is decided after many other choices.
    let make = || -> Main {
        Box::pin(async {
            let quiet: Vec<Task<()>> = (0..6).map(|_| spawn(yield_now())).collect();
            gather(quiet).await;
            sleep(Duration::from_millis(10)).await;
            gather([log_later("x"), log_later("y")]).await;
        })
    };
    let report = explored(200, make);
    assert_eq!((report.every, report.distinct), (false, 2));
    let other = &report.outputs[1];
    assert_eq!(other.lines, ["y", "x"]);
    let picks = other.picks.as_deref().expect("a short list");
    assert_eq!(picks.iter().filter(|place| **place > 0).count(), 1, "{picks:?}");
}

async fn log_later(text: &'static str) {
    yield_now().await;
    log(text);
}

#[test]
fn where_outputs_differ_is_told_in_words() {
    let report = explored(1000, letters(3));
    let difference = |text: &str| {
        let found = report.outputs.iter().find(|output| output.lines.concat() == text);
        found.and_then(|output| output.differs.clone()).map(|differs| (differs.line, differs.text))
    };
    assert_eq!(difference("abc"), None);
    assert_eq!(difference("acb"), Some((2, "line 2: `c` is printed before `b`".to_owned())));
    assert_eq!(difference("cab"), Some((1, "line 1: `c` is printed before `a`".to_owned())));
}

#[test]
fn a_run_that_gets_stuck_in_some_order_is_another_output() {
    let make = || -> Main {
        Box::pin(async {
            let late = Rc::new(Cell::new(false));
            let seen = Rc::clone(&late);
            let first = spawn(async move {
                // This task ends only if the other was not quicker.
                if seen.get() {
                    std::future::pending::<()>().await;
                }
            });
            let second = spawn(async move { late.set(true) });
            first.await;
            second.await;
            log("done");
        })
    };
    let report = explored(1000, make);
    assert!(report.every);
    let ends: BTreeMap<String, EndState> =
        report.outputs.iter().map(|output| (output.lines.concat(), output.end)).collect();
    let expected = [(String::new(), EndState::Stuck), ("done".to_owned(), EndState::Completed)];
    assert_eq!(ends, expected.into());
    assert!(!report.same_lines);
}

#[test]
fn a_long_output_is_told_around_its_first_difference() {
    let make = || -> Main {
        Box::pin(async {
            (0..40).for_each(|line| log(line.to_string()));
            gather([log_later("x"), log_later("y")]).await;
            (0..40).for_each(|line| log(line.to_string()));
        })
    };
    let report = explored(1000, make);
    let other = report.outputs.iter().find(|output| !output.fifo).expect("another output");
    assert_eq!((other.before, other.total_lines, other.lines.len()), (37, 82, 14));
    assert_eq!(other.lines[..5], ["37", "38", "39", "y", "x"]);
    assert_eq!((report.same_first, report.same_last), (40, 40));
}

#[test]
fn what_another_explorer_found_is_reported_in_the_same_words() {
    let report = explored(1000, letters(3));
    let mut findings = Findings::default();
    for one in report.outputs.clone() {
        let finding = Finding {
            end: one.end,
            errors: one.errors,
            failure: one.failure,
            count: one.count,
            picks: one.picks,
            seed: one.seed,
            min_total_ms: one.min_total_ms,
            max_total_ms: one.max_total_ms,
        };
        findings.add(&one.lines.join("\n"), finding);
    }
    let orders = Orders { tried: 6, every: true, done: true, most_choices: 2 };
    assert_eq!(findings.report(orders), report);
}

#[test]
fn choices_are_found_in_a_record_as_well() {
    for program in CATALOG.iter().filter(|program| program.id != "scale") {
        for variant in program.variants {
            let main = || program.start(&variant.id(), &Values::new()).expect("the defaults");
            let tried = try_order(main(), Order::Shuffled { seed: 3 });
            // A task that is dropped instead of polled is a choice of which the trace knows less.
            let drops = tried.trace.events().any(|event| event.what == What::Cancelled);
            let is_long = tried.made.len() > 99;
            if drops || is_long || !tried.trace.workers().is_empty() {
                continue;
            }
            let timeline = RunTimeline::of(&tried.trace);
            let most = tried.made.len() as u32 / 2;
            let picks: Vec<u32> = tried.made.iter().map(|(place, _)| *place).collect();
            let known = choices(main(), &picks[..most as usize]);
            let recorded = recorded_choices(&timeline, &tried.trace, most);
            assert_eq!(recorded, known, "{} {}", program.id, variant.name);
        }
    }
}

#[test]
fn the_open_choice_comes_after_those_that_were_made() {
    let Choices { made, open, earlier } = choices(letters(3)(), &[2]);
    assert_eq!(earlier, 0);
    let made: Vec<_> = made.iter().map(|choice| (choice.task, choice.place, choice.of)).collect();
    assert_eq!(made, [(3, 2, 3)]);
    let open = open.expect("two are left");
    let ready: Vec<_> = open.ready.iter().map(|task| task.task).collect();
    assert_eq!((open.of, open.polls, ready), (2, 2, vec![1, 2]));
    assert!(open.ready.iter().all(|task| task.why == "just spawned by `main`"));
    assert_eq!(choices(letters(3)(), &[2, 1]).open, None);
    assert_eq!(choices(letters(3)(), &[2, 1, 7, 7]).open, None);
    assert_eq!(choices(letters(3)(), &[99]).made[0].place, 2, "the last one");
}

#[test]
fn who_is_ready_and_why_is_told_at_a_choice() {
    // Both timers fire at once.
    let same = [("first-delay", 1000.0), ("second-delay", 1000.0)];
    let open = choices(variant("greetings", "concurrent", &same)(), &[0]).open;
    let open = open.expect("both are ready");
    assert_eq!(open.at_ms, 1000.0);
    let ready: Vec<_> =
        open.ready.iter().map(|task| (task.name.as_str(), task.why.as_str())).collect();
    assert_eq!(ready, [("first", "woken by a timer"), ("second", "woken by a timer")]);
    assert!(open.ready[0].line.is_some());
}

#[test]
fn following_the_choices_leads_through_every_order() {
    // Whichever open choices one takes, they lead to an output that the explorer knows.
    let make = variant("greetings", "concurrent", &[("second-delay", 1000.0)]);
    let known =
        texts(&explored(1000, variant("greetings", "concurrent", &[("second-delay", 1000.0)])));
    assert_eq!(known, ["hihoi".to_owned(), "hoihi".to_owned()].into());
    let mut seen = BTreeSet::new();
    let mut open = vec![Vec::new()];
    while let Some(picks) = open.pop() {
        match choices(make(), &picks).open {
            None => {
                seen.insert(output(&make, Order::Picked(picks)).concat());
            }
            Some(choice) => open.extend((0..choice.of).map(|place| {
                let mut next = picks.clone();
                next.push(place);
                next
            })),
        }
    }
    assert_eq!(seen, known);
}

#[test]
fn no_program_of_the_catalog_panics_in_any_of_two_hundred_orders() {
    for program in CATALOG {
        for variant in program.variants {
            // The largest programs take a while, and have thousands of tasks that do the same.
            let orders = if ["scale", "chess", "threads"].contains(&program.id) { 8 } else { 200 };
            let what = format!("{} {}", program.id, variant.name);
            let id = variant.id();
            let make = move || program.start(&id, &Values::new()).expect("the defaults");
            let mut explorer = Explorer::new(orders, make);
            let result = catch_unwind(AssertUnwindSafe(|| while explorer.try_some(50) {}));
            assert!(result.is_ok(), "{what} panics with {:?}", explorer.next_order());
            let report = explorer.report();
            assert!(
                report.outputs.iter().all(|output| output.end == EndState::Completed),
                "{what}"
            );
        }
    }
}
