//! `--prebuilt`: the page was built on another machine, and its files were handed over.

use std::path::Path;

use super::affected::is_page;
use super::check::Check;
use super::sites::overlay;
use crate::project;
use crate::usage::Usage;

/// Refuses, before anything runs, checks for which the files are missing.
pub fn check(checks: &[&Check]) -> Result<(), Usage> {
    demand(&project::www().join("pkg"), "cargo xtask build")?;
    if checks.iter().any(|check| is_page(check.name)) {
        let out = overlay().join("pkg");
        let how = format!("cargo xtask build --features test-programs --out {}", relative(&out));
        demand(&out, &how)?;
    }
    Ok(())
}

fn demand(folder: &Path, how: &str) -> Result<(), Usage> {
    // It looks for glue and wasm, because a folder may be left empty.
    if ["coroscope.js", "coroscope_bg.wasm"].iter().all(|file| folder.join(file).is_file()) {
        return Ok(());
    }
    let folder = relative(folder);
    Err(Usage::new(format!(
        "--prebuilt takes what is in {folder}, and that is nothing: `{how}` builds it"
    )))
}

/// The path relative to the root of the checkout.
fn relative(path: &Path) -> String {
    path.strip_prefix(project::root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_built_is_refused_with_the_command_that_builds_it() {
        let nowhere = project::root().join("www/nowhere");
        let sentence = demand(&nowhere, "cargo xtask build").unwrap_err().to_string();
        assert!(sentence.contains("in www/nowhere,"), "{sentence}");
        assert!(sentence.contains("`cargo xtask build`"), "{sentence}");
    }
}
