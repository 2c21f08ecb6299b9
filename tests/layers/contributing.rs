//! The table of rooms as contributors read it.

use std::collections::{BTreeMap, BTreeSet};

use super::rooms::{ROOMS, is_in};

/// The rooms of `src/` in the table of a text, each with the rooms in its last column.
pub fn rows(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix('|')?.trim_matches('|').split('|').collect();
        let folder = quoted(cells.first()?).next()?.strip_prefix("src/")?;
        let room = folder.trim_end_matches(".rs").trim_end_matches('/');
        Some((room, quoted(cells.last()?).collect()))
    });
    rows.collect()
}

/// The same rows, computed from [`ROOMS`](super::rooms::ROOMS): rooms inside a room count as part of
/// it.
pub fn expected() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut rows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (room, imports) in ROOMS {
        let whole = room.split('/').next().unwrap_or(room);
        let outside = imports.iter().copied().filter(|import| !is_in(import, whole));
        rows.entry(whole).or_default().extend(outside);
    }
    rows
}

/// The words in backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_names_a_room_and_what_it_may_import() {
        let text = "| room | owns | may import |\n|---|---|---|\n\
                    | `src/a/` | all `x` | `b`, `c/d` |\n| `src/b.rs` | | nothing |\n| `www/` | | `e` |";
        let expected = [("a", BTreeSet::from(["b", "c/d"])), ("b", BTreeSet::new())];
        assert_eq!(rows(text), BTreeMap::from(expected));
    }
}
