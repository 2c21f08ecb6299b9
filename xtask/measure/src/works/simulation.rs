//! How fast programs are simulated: the chess master, as after a change of a parameter.

use serde_json::json;

use super::case::Case;
use super::runs::Runs;
use super::work::Work;
use crate::contestants::Way;
use crate::report::{Table, Unit};

pub const WORK: Work = Work { name: "simulation", cases, tables };

/// Games, and moves in each, as in the program's story.
const FULL_SCALE: (u64, u64) = (24, 30);
/// The largest values that the program's parameters allow.
const LARGEST: (u64, u64) = (60, 60);

const MASTER_THINKS_MS: u64 = 5_000;
const OPPONENTS_THINK_MS: u64 = 55_000;

/// How many times it is simulated in a round. Even the largest simulation takes a few milliseconds.
const CALLS: u32 = 9;

fn cases(_quick: bool) -> Vec<Case> {
    [FULL_SCALE, LARGEST].into_iter().map(case).collect()
}

fn case((games, moves): (u64, u64)) -> Case {
    let title = format!("Chess, {games} games of {moves} moves, simulated");
    let arguments = json!({ "games": games, "moves": moves, "calls": CALLS });
    // The master is busy until the last opponent thinks about the last move.
    let ends_ms = games * moves * MASTER_THINKS_MS + OPPONENTS_THINK_MS;
    let mut case =
        Case::new("simulation", format!("chess-{games}-{moves}"), title, arguments, ends_ms);
    case.note = "All games at once, with simulate() of the page's own wasm: the median of nine \
                 calls a round.";
    case.takes_part = |contestant| matches!(contestant.way, Way::Coroscope | Way::Recorded);
    case
}

fn tables(case: &Case, runs: &Runs) -> Vec<Table> {
    let time = runs.table(case, Unit::Ms, |answer| answer.number("call_ms"));
    let mut speed = runs.table(case, Unit::EventsPerSecond, |answer| {
        Ok(answer.number("events")? / answer.number("call_ms")? * 1000.0)
    });
    // A contestant that records nothing has no events to count.
    speed.rows.retain(|row| row.contestant.way == Way::Recorded);
    speed.id = format!("{}-events", case.id);
    speed.title = format!("{}: events in a second", case.title);
    speed.note = String::new();
    vec![time, speed]
}
