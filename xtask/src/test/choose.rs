//! Chooses the checks to run, and which claims the checks of the page look at.

use anyhow::Result;

use super::affected::{self, is_page};
use super::check::Check;
use super::checks::CHECKS;
use super::look::Look;
use super::options::Options;
use super::visible;
use crate::usage::Usage;

/// The checks and claims that are chosen.
#[derive(Debug)]
pub struct Chosen {
    /// The checks, in their order.
    pub checks: Vec<&'static Check>,
    /// The claims for the checks of the page.
    pub look: Look,
}

/// Chooses checks and claims. Prints what is affected and why, if that was asked for.
pub fn choose(options: &Options) -> Result<Chosen> {
    check_names(options)?;
    let mut checks: Vec<_> = CHECKS.iter().filter(|check| is_wanted(check, options)).collect();
    if options.visible {
        visible::check()?;
    }
    let mut look = Look { files: None, shard: options.shard, visible: options.visible };
    if let Some(revision) = &options.affected {
        let affected = affected::since(revision)?;
        checks.retain(|check| affected.contains(check));
        look.files = affected.claim_files();
        print!("{}", affected.report(&checks));
    }
    // Checks that cannot be shared out run in the first shard only, unless they are named.
    if options.shard.is_some_and(|shard| !shard.is_first()) && options.only.is_none() {
        checks.retain(|check| is_page(check.name));
    }
    Ok(Chosen { checks, look })
}

fn check_names(options: &Options) -> Result<(), Usage> {
    for name in names(options) {
        if !CHECKS.iter().any(|check| is_named(check, name)) {
            return Err(Usage::new(format!(
                "there is no check {name:?}: `cargo xtask test --list` names them"
            )));
        }
    }
    Ok(())
}

fn names(options: &Options) -> impl Iterator<Item = &str> {
    options.only.iter().flat_map(|only| only.split(','))
}

fn is_wanted(check: &Check, options: &Options) -> bool {
    options.only.is_none() || names(options).any(|name| is_named(check, name))
}

fn is_named(check: &Check, name: &str) -> bool {
    check.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::shard::Shard;

    fn chosen(options: &Options) -> Vec<&'static str> {
        choose(options).unwrap().checks.iter().map(|check| check.name).collect()
    }

    fn only(names: &str) -> Options {
        Options { only: Some(names.into()), ..Options::default() }
    }

    fn shard(text: &str) -> Option<Shard> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_check_is_wanted_by_its_name_or_the_first_part_of_it() {
        assert_eq!(
            chosen(&only("page")),
            ["page-chromium", "page-firefox", "page-chromium-alone", "page-firefox-alone"]
        );
        assert_eq!(chosen(&only("clippy")), ["clippy", "clippy-wasm"]);
        assert_eq!(chosen(&only("clippy-wasm")), ["clippy-wasm"]);
    }

    #[test]
    fn several_checks_can_be_wanted() {
        assert_eq!(chosen(&only("node,format")), ["format", "node"], "in the order of all");
    }

    #[test]
    fn a_check_that_there_is_not_is_a_usage_error() {
        for (names, wrong) in [("form", "form"), ("page,polish", "polish"), ("", "")] {
            let error = choose(&only(names)).unwrap_err();
            assert!(error.downcast_ref::<Usage>().is_some(), "{error:#}");
            assert!(error.to_string().contains(&format!("{wrong:?}")), "{error:#}");
        }
    }

    #[test]
    fn what_cannot_be_dealt_out_is_done_in_the_first_shard() {
        let all = chosen(&Options::default());
        assert_eq!(chosen(&Options { shard: shard("1/2"), ..Options::default() }), all);
        let second = chosen(&Options { shard: shard("2/2"), ..Options::default() });
        assert_eq!(
            second,
            ["page-chromium", "page-firefox", "page-chromium-alone", "page-firefox-alone"]
        );
    }

    #[test]
    fn what_is_named_is_done_in_any_shard() {
        assert_eq!(chosen(&Options { shard: shard("2/2"), ..only("node") }), ["node"]);
    }
}
