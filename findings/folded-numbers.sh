#!/usr/bin/env bash
# inferno 0.12.8: a flame graph of three tasks, from folded stacks. "task 1" and "task 2" have a
# number as their last word, "task A" has none.
#
# What most people believe: a line is a stack, a space and a count. A frame may have spaces in its
#   name, the last word is the count, and so there are three frames below `main`.
# What happens: two frames. If the last two words are numbers, the line is taken for one of a
#   *differential* flame graph, with a count before and a count after. So "task 1" and "task 2"
#   become one frame "task", in the colour of what has grown since the last profile.
# Seen in November 2026: "task (80 samples, 80.00%; +29.00%)" and "task A (20 samples, 20.00%)",
#   with no error and no warning.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/src"

cat > "$dir/Cargo.toml" <<'TOML'
[package]
name = "finding"
version = "0.0.0"
edition = "2021"

[dependencies]
inferno = { version = "=0.12.8", default-features = false }
TOML

cat > "$dir/src/main.rs" <<'RUST'
use inferno::flamegraph::{from_lines, Options};

fn main() {
    let stacks = ["main;task 1 30", "main;task 2 50", "main;task A 20"];
    println!("in:  {}", stacks.join(", "));
    let mut svg = Vec::new();
    from_lines(&mut Options::default(), stacks, &mut svg).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    let titles = svg.split("<title>").skip(1).filter_map(|rest| rest.split("</title>").next());
    let mut tasks: Vec<_> = titles.filter(|title| title.starts_with("task")).collect();
    tasks.sort_unstable();
    for task in &tasks {
        println!("out: {task}");
    }
    if tasks.len() == 3 {
        eprintln!("This has changed: each of the three tasks now has a frame of its own.");
        std::process::exit(1);
    }
    println!("As in November 2026: what ends in a number loses it, and its neighbours' are added.");
}
RUST

cargo build --quiet -j1 --manifest-path "$dir/Cargo.toml" --target-dir "$dir/target"
echo "inferno 0.12.8"
"$dir/target/debug/finding"
