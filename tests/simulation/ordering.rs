//! The order in which ready tasks are polled.

use coroscope::drivers::simulation::simulate;
use coroscope::runtime::trace::Trace;
use coroscope::runtime::{Options, Order, gather, log, yield_now};

/// Six tasks that each print a letter twice.
fn letters(order: Order) -> Trace {
    simulate(Options { order, ..Options::default() }, async {
        let twice = |letter: char| async move {
            log(letter);
            yield_now().await;
            log(letter);
        };
        gather(('a'..='f').map(twice).collect::<Vec<_>>()).await;
    })
}

#[test]
fn first_in_is_first_out() {
    assert_eq!(letters(Order::Fifo).output().concat(), "abcdefabcdef");
}

#[test]
fn the_same_seed_gives_the_same_trace() {
    let shuffled = |seed| letters(Order::Shuffled { seed });
    assert_eq!(shuffled(7).to_bytes(), shuffled(7).to_bytes());
    let orders: std::collections::BTreeSet<String> =
        (0..20).map(|seed| shuffled(seed).output().concat()).collect();
    assert!(orders.len() > 15, "only {} different orders of 20 seeds", orders.len());
}

#[test]
fn a_shuffle_loses_and_doubles_nobody() {
    for seed in 0..50 {
        let mut letters: Vec<String> =
            letters(Order::Shuffled { seed }).output().iter().map(ToString::to_string).collect();
        letters.sort();
        assert_eq!(letters.concat(), "aabbccddeeff");
    }
}

#[test]
fn places_picked_by_hand_are_kept_to() {
    // The fourth among a to f, then the last among a, b, c, e, f, d, then always the first.
    let picked = letters(Order::Picked(vec![3, 99, 0, 0]));
    assert_eq!(picked.output().concat(), "ddabcefabcef");
}

#[test]
fn without_choices_left_it_is_first_in_first_out() {
    let none = letters(Order::Picked(vec![]));
    assert_eq!(none.to_bytes(), letters(Order::Fifo).to_bytes());
}
