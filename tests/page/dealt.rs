//! Chooses the claims that are checked: those of some files, and one share of several.

use std::env::var;

use crate::harness::Claim;

/// The claims that `cargo xtask test --affected` and `--shard` leave, in their order.
///
/// They are dealt out one by one, because slow claims are often in the same file.
pub fn dealt(claims: Vec<Claim>) -> Vec<Claim> {
    let claims: Vec<Claim> = match var("COROSCOPE_CLAIMS") {
        Ok(files) => {
            let files: Vec<&str> = files.split(',').collect();
            claims.into_iter().filter(|claim| files.contains(&file(claim))).collect()
        }
        Err(_) => claims,
    };
    match var("COROSCOPE_SHARD") {
        Ok(shard) => {
            let (number, of) = read(&shard).unwrap_or_else(|| {
                panic!("COROSCOPE_SHARD is {shard:?}: it must be I/N, with I from 1 to N")
            });
            claims.into_iter().skip(number - 1).step_by(of).collect()
        }
        Err(_) => claims,
    }
}

/// The file that a claim is in, without its ending.
fn file(claim: &Claim) -> &'static str {
    claim.name().split("::").next().unwrap_or_default()
}

fn read(shard: &str) -> Option<(usize, usize)> {
    let (number, of) = shard.split_once('/')?;
    let (number, of) = (number.parse().ok()?, of.parse().ok()?);
    (1..=of).contains(&number).then_some((number, of))
}
