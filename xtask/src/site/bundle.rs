//! The modules of a site in few files, by rolldown, which npm has in a form that runs on all platforms.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::progress::Step;
use crate::tools::npm;
use crate::{process, project};

/// The script that drives it.
const SCRIPT: &str = "xtask/src/site/bundle.mjs";

/// A rolldown that is ready to run.
#[derive(Debug)]
pub struct Bundler {
    node: PathBuf,
    library: PathBuf,
}

/// What has become of the modules of a site. All paths begin in its folder.
#[derive(Debug, Default)]
pub struct Bundled {
    /// The file that each module is in now.
    pub modules: BTreeMap<String, String>,
    /// The files that each file imports.
    imports: BTreeMap<String, Vec<String>>,
}

/// Finds rolldown. If npm or node is missing, prints a sentence about it: the page works without, but
/// comes in ten times as many files.
pub fn find() -> Option<Bundler> {
    let step = Step::start_if_slow(npm::STEP);
    let installed = npm::install().and_then(|modules| {
        let node = process::find("node").context("node is missing")?;
        Ok(Bundler { node, library: modules.join("rolldown/dist/index.mjs") })
    });
    match installed {
        Ok(bundler) => {
            step.done("installed");
            Some(bundler)
        }
        Err(error) => {
            drop(step);
            eprintln!("The page is not bundled, and loads module by module: {error:#}.");
            None
        }
    }
}

impl Bundler {
    /// Bundles the modules in `folder`, in place.
    pub fn run(&self, folder: &Path) -> Result<Bundled> {
        let mut command = Command::new(&self.node);
        command.arg(project::root().join(SCRIPT)).arg(&self.library).arg(folder);
        let output = command.output().context("cannot start node")?;
        let said = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "the page could not be bundled:\n{said}");
        let mut report: serde_json::Value =
            serde_json::from_slice(&output.stdout).context("the bundler reports no JSON")?;
        let modules = serde_json::from_value(report["modules"].take())?;
        let imports = serde_json::from_value(report["imports"].take())?;
        Ok(Bundled { modules, imports })
    }
}

impl Bundled {
    /// The file of a module, and all that this one needs at once, itself first.
    pub fn needs(&self, module: &str) -> Result<Vec<&str>> {
        let file = self.modules.get(module);
        let file = file.with_context(|| format!("{module} is in no bundle"))?;
        let mut found = vec![file.as_str()];
        let mut known = BTreeSet::from([file.as_str()]);
        let mut at = 0;
        while let Some(file) = found.get(at) {
            let next = self.imports.get(*file).into_iter().flatten();
            found.extend(next.map(String::as_str).filter(|file| known.insert(file)));
            at += 1;
        }
        Ok(found)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A site of three files, for tests.
    pub fn bundled() -> Bundled {
        let owned = |(from, to): (&str, &str)| (from.to_owned(), to.to_owned());
        let modules = [("main.js", "js/main-1.js"), ("run/first.js", "js/first-2.js")];
        let more = [("later.js", "js/later-3.js"), ("pkg/coroscope.js", "pkg/coroscope.js")];
        let imports = [
            ("js/main-1.js", &["js/view-4.js"][..]),
            ("js/first-2.js", &["pkg/coroscope.js", "js/view-4.js"]),
            ("js/later-3.js", &["js/view-4.js", "js/helpers-5.js"]),
        ];
        Bundled {
            modules: modules.into_iter().chain(more).map(owned).collect(),
            imports: imports
                .map(|(file, all)| {
                    (file.to_owned(), all.iter().map(|&one| one.to_owned()).collect())
                })
                .into(),
        }
    }

    #[test]
    fn what_a_module_needs_is_named_once() {
        let bundled = bundled();
        let needs = bundled.needs("run/first.js").unwrap();
        assert_eq!(needs, ["js/first-2.js", "pkg/coroscope.js", "js/view-4.js"]);
        let refused = bundled.needs("nowhere.js").unwrap_err();
        assert!(refused.to_string().contains("nowhere.js"), "{refused}");
    }
}
