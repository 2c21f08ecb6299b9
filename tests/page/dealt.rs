//! Chooses the claims that are checked: those of some files, and one share of several.

use std::env::var;

use crate::harness::Case;

/// The claims that `cargo xtask test --affected` and `--shard` leave, in their order.
///
/// They are dealt out one by one, because slow claims are often in the same file.
pub fn dealt(cases: Vec<Case>) -> Vec<Case> {
    let cases: Vec<Case> = match var("COROSCOPE_CLAIMS") {
        Ok(files) => {
            let files: Vec<&str> = files.split(',').collect();
            cases.into_iter().filter(|case| files.contains(&file(case))).collect()
        }
        Err(_) => cases,
    };
    match var("COROSCOPE_SHARD") {
        Ok(shard) => {
            let (number, of) = read(&shard).unwrap_or_else(|| {
                panic!("COROSCOPE_SHARD is {shard:?}: it must be I/N, with I from 1 to N")
            });
            cases.into_iter().skip(number - 1).step_by(of).collect()
        }
        Err(_) => cases,
    }
}

/// The file that a claim is in, without its ending.
fn file(case: &Case) -> &'static str {
    case.name().split("::").next().unwrap_or_default()
}

fn read(shard: &str) -> Option<(usize, usize)> {
    let (number, of) = shard.split_once('/')?;
    let (number, of) = (number.parse().ok()?, of.parse().ok()?);
    (1..=of).contains(&number).then_some((number, of))
}
