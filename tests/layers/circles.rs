//! Files that need each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::arrows::{Arrow, Arrows};

/// Prints how much there is in a folder, and returns its circles as text: nothing if there are none.
pub fn listed(folder: &str, arrows: &Arrows) -> String {
    let circles = circles(arrows);
    let pairs: BTreeSet<_> = arrows.arrows.iter().map(|arrow| (arrow.from, arrow.to)).collect();
    let (files, arrows_drawn) = (arrows.files.len(), pairs.len());
    println!("{folder}: {files} files, {arrows_drawn} arrows, {} circles", circles.len());
    let show = |circle: &Vec<&Arrow>| {
        let mut pairs = BTreeSet::new();
        let first = circle.iter().filter(|arrow| pairs.insert((arrow.from, arrow.to)));
        let lines = first.map(|arrow| {
            let [from, to] = [arrow.from, arrow.to].map(|file| arrows.name(file));
            let line = arrow.line;
            format!("  {folder}/{from}:{line} imports {folder}/{to}: {}\n", arrow.path)
        });
        format!("a circle:\n{}", lines.collect::<String>())
    };
    circles.iter().map(show).collect()
}

/// The circles among files: the arrows among files that all reach each other. A file does not need
/// what it only re-exports.
fn circles(arrows: &Arrows) -> Vec<Vec<&Arrow>> {
    let needed: Vec<&Arrow> = arrows.arrows.iter().filter(|arrow| !arrow.only_hands_on).collect();
    let mut from: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for arrow in &needed {
        from.entry(arrow.from).or_default().insert(arrow.to);
    }
    let reached: Vec<BTreeSet<usize>> =
        (0..arrows.files.len()).map(|file| reached(&from, file)).collect();
    let mut circles: BTreeMap<BTreeSet<usize>, Vec<&Arrow>> = BTreeMap::new();
    for arrow in needed {
        if reached[arrow.to].contains(&arrow.from) {
            let there = &reached[arrow.from];
            let all = there.iter().copied().filter(|file| reached[*file].contains(&arrow.from));
            circles.entry(all.collect()).or_default().push(arrow);
        }
    }
    circles.into_values().collect()
}

/// The files that a file reaches.
fn reached(from: &BTreeMap<usize, BTreeSet<usize>>, file: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(file) = open.pop() {
        let next = from.get(&file).into_iter().flatten().copied();
        open.extend(next.filter(|next| reached.insert(*next)));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_of(sources: &[(&str, &str)]) -> Vec<Vec<String>> {
        let arrows = Arrows::of(sources.iter().copied());
        let names = |circle: Vec<&Arrow>| {
            circle.iter().map(|arrow| arrows.name(arrow.from).to_owned()).collect()
        };
        circles(&arrows).into_iter().map(names).collect()
    }

    #[test]
    fn those_that_reach_each_other_are_a_circle() {
        let root = ("lib.rs", "mod a; mod b; mod c; mod d;");
        let (a, b) = (("a.rs", "use super::b::B;"), ("b.rs", "use super::c::C;"));
        let d = ("d.rs", "use super::a::A;");
        assert!(circles_of(&[root, a, b, ("c.rs", ""), d]).is_empty());
        let found = circles_of(&[root, a, b, ("c.rs", "fn f() { crate::a::g() }"), d]);
        assert_eq!(found, [["a.rs", "b.rs", "c.rs"]]);
    }

    #[test]
    fn a_room_that_hands_on_what_it_holds_is_in_no_circle() {
        let (root, a) = (("lib.rs", "mod a; pub use a::A; struct B;"), ("a.rs", "use super::B;"));
        assert!(circles_of(&[root, a]).is_empty());
    }
}
