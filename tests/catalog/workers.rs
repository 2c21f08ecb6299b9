//! The chapter “More than one worker”.

use coroscope::timeline::RunTimeline;

use super::{run, total_ms};

#[test]
fn in_a_kitchen_pots_overlap_waiting_and_cooks_overlap_work_too() {
    assert_eq!(total_ms(&run("kitchen", "one-cook-one-dish-at-a-time", &[])), 9600);
    assert_eq!(total_ms(&run("kitchen", "one-cook-many-pots", &[])), 2100);
    assert_eq!(total_ms(&run("kitchen", "many-cooks", &[])), 1700);
}

#[test]
fn each_cook_is_busy_on_a_loop_of_their_own() {
    let trace = run("kitchen", "many-cooks", &[]);
    let report = RunTimeline::of(&trace).report(&trace);
    let workers: Vec<&str> = report.workers.iter().map(|worker| worker.name.as_str()).collect();
    assert_eq!(workers, ["cook 1", "cook 2", "cook 3"]);
    for worker in &report.workers {
        let lane = worker.lane.expect("it recorded what it did") as usize;
        assert_eq!((report.tasks[lane].name.as_str(), worker.alive), (worker.name.as_str(), false));
        let dishes = &report.tasks[lane + 1..lane + 3];
        assert!(dishes.iter().all(|dish| dish.parent == Some(report.tasks[lane].id)));
        assert!(dishes.iter().all(|dish| dish.busy_ms == 100.0), "{dishes:?}");
    }
    let busy: f64 = report.tasks.iter().map(|task| task.busy_ms).sum();
    assert_eq!(busy, 600.0);
}

#[test]
fn one_cook_per_dish_makes_the_kitchen_as_fast_as_one_dish() {
    assert_eq!(total_ms(&run("kitchen", "many-cooks", &[("dishes", 3.0), ("cooks", 8.0)])), 1600);
}

#[test]
fn every_process_counts_for_itself() {
    for variant in ["one-after-another", "at-once"] {
        let trace = run("processes", variant, &[]);
        let report = RunTimeline::of(&trace).report(&trace);
        let said: Vec<&str> = report.output.iter().map(|line| line.text.as_str()).collect();
        for name in ["Asia", "America", "Europe", "Africa"] {
            let line = format!("The name of this continent is {name}. My counter: 1.");
            assert!(said.contains(&line.as_str()), "{said:?}");
        }
        assert_eq!(report.workers.len(), 4);
    }
}

#[test]
fn threads_share_what_they_write() {
    for variant in ["atomic", "racy"] {
        let trace = run("threads", variant, &[]);
        let said = trace.output();
        assert_eq!(said[0], "cube 1000, square 100");
        // The threads of a simulation take turns, so they lose nothing.
        assert_eq!(said[1], "200000 times added 1, the counter holds 200000");
        assert_eq!(said[2], "no update was lost");
    }
}

#[test]
fn moved_to_a_worker_blocking_holds_up_nobody() {
    let trace = run("blocking", "moved-to-a-worker", &[("blocking", 3.0)]);
    assert_eq!(total_ms(&trace), 1000);
    let report = RunTimeline::of(&trace).report(&trace);
    let ready: f64 = report.tasks.iter().map(|task| task.ready_ms).sum();
    assert_eq!((report.tasks.len(), ready), (7, 0.0));
}

#[test]
fn a_chess_master_plays_one_game_at_a_time_for_half_a_day_and_all_at_once_for_an_hour() {
    let one = run("chess", "one-game-at-a-time", &[]);
    let all = run("chess", "all-at-once", &[]);
    assert_eq!((total_ms(&one), total_ms(&all)), (43_200_000, 3_655_000));
    let lines: Vec<String> = (1..=24).map(|game| format!("game {game} is over")).collect();
    assert_eq!(one.output(), lines);
    assert_eq!(all.output(), lines);
    assert_eq!((one.time_scale(), all.time_scale()), (1, 1), "a simulation needs no scale");
}

#[test]
fn with_few_boards_the_opponents_decide_and_with_many_the_master() {
    let total = |games| total_ms(&run("chess", "all-at-once", &[("games", games)]));
    // Twelve times five seconds are what one round takes the opponent and the master.
    assert_eq!((total(1.0), total(12.0)), (1_800_000, 1_855_000));
    assert_eq!(total(48.0), 48 * 30 * 5000 + 55_000);
}

#[test]
fn a_million_coroutines_that_sleep_at_once_take_one_delay() {
    for coroutines in [1.0, 10_000.0, 1_000_000.0] {
        for variant in ["coroutines", "workers"] {
            let trace = run("scale", variant, &[("coroutines", coroutines)]);
            assert_eq!(total_ms(&trace), 100, "{coroutines} as {variant}");
        }
    }
    let shares = run("scale", "workers", &[("coroutines", 10.0)]);
    let lines = [3, 3, 2, 2].into_iter().zip(1..);
    let lines: Vec<_> =
        lines.map(|(share, worker)| format!("worker {worker}: {share} coroutines slept")).collect();
    let mut printed = shares.output();
    printed.sort_unstable();
    assert_eq!(printed, lines);
}

#[test]
fn of_a_million_coroutines_a_hundred_thousand_are_recorded_and_the_others_counted() {
    let trace = run("scale", "coroutines", &[("coroutines", 1_000_000.0)]);
    let report = RunTimeline::of(&trace).report(&trace);
    // The program's own coroutine, the coroutine of the worker, and those that the worker made.
    assert_eq!((report.lanes, report.unrecorded_tasks), (100_002, 900_000));
    assert_eq!(report.tasks.len(), 1000);
    // Nine bytes for each of at most a million events.
    assert!(trace.to_bytes().len() < 9 << 20, "{}", trace.to_bytes().len());
}
