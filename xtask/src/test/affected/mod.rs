//! `cargo xtask test --affected`: the checks and the claims that a change can make false.
//!
//! ```text
//! git ──changes──▶ paths ──rules──▶ checks, claims ──▶ what is run, and why
//! ```
//!
//! In doubt it chooses more. A path that no rule covers affects everything.

mod changes;
mod claims;
mod groups;
mod paths;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::Result;

use super::check::Check;
use super::checks::CHECKS;
use claims::ClaimFiles;
use rules::{Claims, RULES, Rule};

/// What is affected, and for each item the changed paths that affect it.
#[derive(Debug, Default)]
pub struct Affected {
    checks: BTreeMap<&'static str, Why>,
    claims: BTreeMap<String, Why>,
    /// All files that have claims.
    files: Vec<String>,
    since: String,
}

/// The changed paths that make something run.
type Why = BTreeSet<String>;

/// What the changes since a revision affect, including changes that are not committed.
pub fn since(revision: &str) -> Result<Affected> {
    let changed = changes::since(revision)?;
    let files = ClaimFiles::read()?;
    Ok(Affected { since: revision.to_owned(), ..of(&changed, &files) })
}

fn of(changed: &[String], files: &ClaimFiles) -> Affected {
    let mut affected = Affected { files: files.all(), ..Affected::default() };
    for path in changed {
        let (checks, claims) = match rule(path) {
            Some(rule) => (rule.checks.concat(), claims_of(rule, path, files)),
            None => (groups::EVERY_CHECK.to_vec(), files.all()),
        };
        let pages = CHECKS.iter().map(|check| check.name).filter(|name| is_page(name));
        let pages = pages.filter(|_| !claims.is_empty());
        for check in checks.into_iter().chain(pages) {
            affected.checks.entry(check).or_default().insert(path.clone());
        }
        for file in claims {
            affected.claims.entry(file).or_default().insert(path.clone());
        }
    }
    affected
}

/// The first rule that fits a path.
fn rule(path: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.paths.iter().any(|pattern| paths::fits(pattern, path)))
}

fn claims_of(rule: &Rule, path: &str, files: &ClaimFiles) -> Vec<String> {
    match rule.claims {
        Claims::None => Vec::new(),
        Claims::All => files.all(),
        Claims::In(groups) => groups.concat().iter().map(ToString::to_string).collect(),
        Claims::Own => files.own(paths::stem(path)),
        Claims::OfProgram => {
            let mut about = files.about_program(paths::stem(path));
            about.extend(groups::WALKERS.iter().map(ToString::to_string));
            about
        }
    }
}

/// Whether a check looks at the claims in `tests/page/`.
pub fn is_page(check: &str) -> bool {
    check.starts_with("page-")
}

impl Affected {
    /// Whether a check is affected.
    pub fn contains(&self, check: &Check) -> bool {
        self.checks.contains_key(check.name)
    }

    /// The files in `tests/page/` with affected claims; `None` if these are all files.
    pub fn claim_files(&self) -> Option<Vec<String>> {
        let all = self.files.iter().all(|file| self.claims.contains_key(file));
        (!all).then(|| self.claims.keys().cloned().collect())
    }

    /// A line for each of `checks` and, if the page is among them, for each file of claims.
    pub fn report(&self, checks: &[&Check]) -> String {
        let since = &self.since;
        if checks.is_empty() {
            return format!("nothing that is checked here has changed since {since}\n");
        }
        let mut text = format!("affected by what has changed since {since}:\n");
        for check in checks {
            let _ = writeln!(text, "  {:<14} {}", check.name, because(&self.checks[check.name]));
        }
        if !checks.iter().any(|check| is_page(check.name)) {
            return text;
        }
        let whole: Why = self.claims.values().flatten().cloned().collect();
        match self.claim_files() {
            None => {
                let _ = writeln!(text, "  {:<14} {}", "every claim", because(&whole));
            }
            Some(files) => {
                for file in files {
                    let _ = writeln!(
                        text,
                        "  {:<14} {}",
                        format!("{file}::"),
                        because(&self.claims[&file])
                    );
                }
            }
        }
        text
    }
}

fn because(why: &Why) -> String {
    let first = why.first().map_or("", String::as_str);
    match why.len() {
        0 | 1 => format!("because of {first}"),
        2 => format!("because of {first} and one more"),
        many => format!("because of {first} and {} more", many - 1),
    }
}
