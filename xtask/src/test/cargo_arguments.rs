//! Arguments for cargo that several checks share, so that nothing is compiled twice.

/// The package of the page and that of the claims about it. Separately they would have dependencies
/// with different features, so the library would be compiled twice.
pub const COROSCOPE: [&str; 4] = ["--package", "coroscope", "--package", "page-tests"];

/// The other tests are small: optimising them takes many times as long as running them without.
pub const NOT_OPTIMISED: [&str; 2] = ["--config", "profile.dev.package.coroscope.opt-level=0"];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::process;

    /// A package and its features, of everything that cargo compiles for these packages.
    fn compiled_for(packages: &[&str]) -> BTreeSet<String> {
        let mut command = process::cargo();
        command.args(["tree", "--quiet", "--edges", "normal,build,dev", "--prefix", "none"]);
        command.args(["--format", "{p} with {f}"]);
        command.args(packages.iter().flat_map(|package| ["--package", package]));
        let captured = process::capture(&mut command).unwrap();
        assert!(captured.success, "{}", captured.text);
        let lines = captured.text.lines().map(|line| line.trim_end_matches(" (*)"));
        lines.map(|line| line.replace(" (proc-macro)", "")).collect()
    }

    #[test]
    fn what_packages_that_are_compiled_apart_share_is_compiled_once() {
        let apart = [&["xtask"][..], &["coroscope", "page-tests"], &["browser", "measure"]];
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for line in apart.iter().flat_map(|packages| compiled_for(packages)) {
            let (package, features) = line.split_once(" with").unwrap_or((&line, ""));
            all.entry(package.into()).or_default().insert(features.into());
        }
        assert!(all.len() > 100, "{all:?}");
        all.retain(|_, features| features.len() > 1);
        assert!(all.is_empty(), "xtask/features/Cargo.toml lacks features of these: {all:#?}");
    }
}
