//! The table of rules is complete, and chooses what a person would choose.

use super::*;
use crate::project;

fn affected(paths: &[&str]) -> Affected {
    let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
    of(&paths, &ClaimFiles::read().unwrap())
}

fn checks(paths: &[&str]) -> Vec<&'static str> {
    affected(paths).checks.into_keys().collect()
}

fn claims(paths: &[&str]) -> Vec<String> {
    affected(paths).claims.into_keys().collect()
}

/// All tracked files. None without git, as in an unpacked archive, where `--affected` is of no use.
fn tracked() -> Vec<String> {
    changes::tracked().unwrap_or_default()
}

/// What a rule names by itself, whatever the path.
fn named(rule: &Rule) -> Vec<&'static str> {
    match rule.claims {
        Claims::In(groups) => groups.concat(),
        Claims::OfProgram => groups::WALKERS.to_vec(),
        Claims::None | Claims::All | Claims::Own => Vec::new(),
    }
}

#[test]
fn every_tracked_file_fits_a_rule() {
    let tracked = tracked();
    let unknown: Vec<_> = tracked.iter().filter(|path| rule(path).is_none()).collect();
    assert!(unknown.is_empty(), "no rule knows {unknown:?}");
}

#[test]
fn every_pattern_is_needed() {
    let mut known = tracked();
    if known.is_empty() {
        return;
    }
    // A rule and its file may be new together.
    known.extend(changes::untracked().unwrap_or_default());
    for rule in RULES {
        for pattern in rule.paths {
            let decides = |path: &String| {
                paths::fits(pattern, path)
                    && self::rule(path).is_some_and(|it| std::ptr::eq(it, rule))
            };
            assert!(known.iter().any(decides), "{pattern} decides nothing");
        }
    }
}

#[test]
fn every_check_and_every_claim_that_a_rule_names_is_there() {
    let files = ClaimFiles::read().unwrap().all();
    for rule in RULES {
        for check in rule.checks.concat() {
            let known = CHECKS.iter().any(|known| known.name == check);
            assert!(known && !is_page(check), "{check} is no check, or one of the page");
        }
        for file in named(rule) {
            assert!(files.iter().any(|known| known == file), "tests/page/{file}.rs has no claims");
        }
    }
}

#[test]
fn every_check_and_every_claim_file_is_affected_by_something() {
    let every: Vec<_> =
        CHECKS.iter().map(|check| check.name).filter(|name| !is_page(name)).collect();
    let mut known = groups::EVERY_CHECK.to_vec();
    known.sort_by_key(|name| every.iter().position(|known| known == name));
    assert_eq!(known, every, "what no rule knows runs every check");
    for file in ClaimFiles::read().unwrap().all() {
        let own = format!("tests/page/{file}.rs");
        assert!(claims(&[&own]).contains(&file), "{own} does not affect itself");
    }
}

#[test]
fn every_room_of_the_page_has_a_rule_of_its_own() {
    let folders = std::fs::read_dir(project::www()).unwrap().flatten();
    let folders = folders.filter(|entry| entry.path().is_dir());
    for name in folders.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        // Git does not track what a build puts there.
        if name == "pkg" {
            continue;
        }
        let pattern = format!("www/{name}/**");
        let has = RULES.iter().any(|rule| rule.paths.contains(&&*pattern));
        assert!(has, "there is no rule for {pattern}");
    }
}

#[test]
fn what_no_rule_knows_affects_everything() {
    assert_eq!(checks(&["surprise.txt"]).len(), CHECKS.len());
    assert!(affected(&["surprise.txt"]).claim_files().is_none());
}

#[test]
fn words_affect_nothing() {
    assert_eq!(
        checks(&["CHANGELOG.md", "docs/screenshot.png", "findings/node-timers.sh"]),
        [""; 0]
    );
    let report = Affected { since: "HEAD".into(), ..affected(&["BENCHMARKS.md"]) }.report(&[]);
    assert_eq!(report, "nothing that is checked here has changed since HEAD\n");
}

#[test]
fn the_readme_affects_the_test_of_its_listings() {
    assert_eq!(checks(&["README.md"]), ["native"]);
}

#[test]
fn a_file_of_claims_affects_itself_in_both_browsers() {
    let path = "tests/page/chess.rs";
    let pages = ["page-chromium", "page-chromium-alone", "page-firefox", "page-firefox-alone"];
    assert_eq!(checks(&[path]), [&["clippy", "format"][..], &pages].concat());
    assert_eq!(claims(&[path]), ["chess"]);
}

#[test]
fn a_program_affects_the_claims_that_name_it_and_those_that_go_through_all() {
    let claims = claims(&["src/programs/chess.rs"]);
    for file in ["chess", "catalog", "agreeing"] {
        assert!(claims.iter().any(|known| known == file), "{file} is not among {claims:?}");
    }
    assert!(!claims.iter().any(|known| known == "top_stories"), "{claims:?}");
}

#[test]
fn a_part_of_the_runtime_affects_every_claim() {
    assert!(affected(&["src/runtime/ready.rs"]).claim_files().is_none());
}

#[test]
fn each_check_and_each_claim_is_told_with_a_reason() {
    let paths = ["tests/page/chess.rs", "tests/page/scale.rs", "tests/page/why.rs"];
    let affected = Affected { since: "HEAD~1".into(), ..affected(&paths) };
    let checks: Vec<&Check> = CHECKS.iter().filter(|check| affected.contains(check)).collect();
    let report = affected.report(&checks);
    assert!(report.starts_with("affected by what has changed since HEAD~1:\n"), "{report}");
    assert!(
        report.contains("  clippy         because of tests/page/chess.rs and 2 more\n"),
        "{report}"
    );
    assert!(report.contains("  chess::        because of tests/page/chess.rs\n"), "{report}");
}
