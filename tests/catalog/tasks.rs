//! The chapter “Coroutines, tasks and the loop”.

use super::{run, total_ms};

#[test]
fn sleeping_asynchronously_takes_the_longest() {
    assert_eq!(total_ms(&run("blocking", "asynchronous-sleep", &[])), 1000);
}

#[test]
fn while_one_blocks_the_others_cannot_even_start() {
    let trace = run("blocking", "blocking-sleep", &[]);
    let lines = ["a starts and blocks", "a ends", "b starts", "c starts", "b ends", "c ends"];
    assert_eq!((total_ms(&trace), trace.output()), (2000, lines.to_vec()));
}

#[test]
fn when_all_block_the_total_is_the_sum() {
    assert_eq!(total_ms(&run("blocking", "blocking-sleep", &[("blocking", 3.0)])), 3000);
}
