//! The works that the contestants do side by side, one file for each.

mod case;
mod chain;
mod channel;
mod drawing;
mod greetings;
mod holding;
mod painting;
mod recording;
mod runs;
mod simulation;
mod sleepers;
mod spawning;
mod switches;
mod work;

pub use case::Case;
pub use runs::{Outcome, Runs};
pub use work::Work;

/// All works, in the order in which they are measured.
pub const WORKS: &[Work] = &[
    sleepers::WORK,
    switches::WORK,
    spawning::WORK,
    channel::WORK,
    chain::WORK,
    painting::WORK,
    holding::WORK,
    drawing::WORK,
    simulation::WORK,
    greetings::WORK,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_cases_share_a_name() {
        for quick in [false, true] {
            let mut ids: Vec<String> =
                WORKS.iter().flat_map(|work| (work.cases)(quick)).map(|case| case.id).collect();
            let all = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), all);
        }
    }
}
