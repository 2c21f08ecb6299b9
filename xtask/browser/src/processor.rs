//! How much of the processors a browser has used.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

/// In `/proc`, times are in hundredths of a second on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// What a process is said to have used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Used {
    parent: u32,
    /// Its own ticks, and those of its children that have ended.
    ticks: u32,
}

/// The processor time of a process and of all that it has started, on every core together. Systems
/// without `/proc` do not say it.
pub fn time_of(root: u32) -> Option<Duration> {
    let all: HashMap<u32, Used> = fs::read_dir("/proc")
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, read(process)?)))
        .collect();
    all.contains_key(&root).then(|| TICK * sum(&all, root))
}

fn read(process: u32) -> Option<Used> {
    parse(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

/// Reads a line of `/proc/PROCESS/stat`. The name, in brackets, may contain anything.
fn parse(line: &str) -> Option<Used> {
    let fields: Vec<&str> = line.rsplit_once(") ")?.1.split_ascii_whitespace().collect();
    let ticks = fields.get(11..15)?.iter().filter_map(|field| field.parse::<u32>().ok()).sum();
    Some(Used { parent: fields.get(1)?.parse().ok()?, ticks })
}

/// The ticks of a process and of everything below it.
fn sum(all: &HashMap<u32, Used>, root: u32) -> u32 {
    let is_below = |mut process: u32| {
        // A process that ends meanwhile may be missing, so a way up may lead nowhere, but never round.
        for _ in 0..all.len() {
            match all.get(&process) {
                _ if process == root => return true,
                Some(used) => process = used.parent,
                None => return false,
            }
        }
        false
    };
    all.iter().filter(|(process, _)| is_below(**process)).map(|(_, used)| used.ticks).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_and_spaces_is_no_obstacle() {
        let line = "12 (a) b (c) S 3 12 12 0 -1 4194304 7 8 9 10 250 50 20 5 20 0 1 0 99";
        assert_eq!(parse(line), Some(Used { parent: 3, ticks: 325 }));
        assert_eq!(parse("nothing like it"), None);
    }

    #[test]
    fn what_a_process_has_started_counts_and_nothing_else() {
        let all = [(1, 0, 1), (2, 1, 10), (3, 2, 100), (4, 1, 1000), (5, 9, 10_000)];
        let all = all.map(|(process, parent, ticks)| (process, Used { parent, ticks }));
        assert_eq!(sum(&HashMap::from(all), 2), 110);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_can_be_asked_and_none_that_is_not_there() {
        assert!(time_of(std::process::id()).is_some());
        assert_eq!(time_of(u32::MAX), None);
    }
}
