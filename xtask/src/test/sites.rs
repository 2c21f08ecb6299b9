//! The sites that claims about the page look at, besides the one that is published.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::site::{self, kept};
use crate::wasm::Profile;
use crate::{folder, project};

/// The folders of these sites.
#[derive(Debug, Clone)]
pub struct Sites {
    /// The page with the programs that go wrong on purpose.
    pub failing: PathBuf,
    /// The next version of the page.
    pub next: PathBuf,
    /// What lies over the page on a host in the middle of an update to that.
    pub half: PathBuf,
}

impl Sites {
    /// Makes them of what was built.
    ///
    /// # Errors
    ///
    /// When one of them cannot be made.
    pub fn make() -> Result<Sites> {
        let all = project::target().join("page-tests");
        let sites =
            Sites { failing: all.join("failing"), next: all.join("next"), half: all.join("half") };
        // With `--prebuilt` nothing else has made it.
        site::bring_up_to_date(Profile::Release)?;
        let www = project::www();
        site::make(&[&overlay(), &www], &sites.failing)?;
        site::make(&[&changed(&all.join("changed"))?, &www], &sites.next)?;
        lay_half(&sites.next, &sites.half)?;
        Ok(sites)
    }
}

/// The folder of what lies over the sources of a site. Its wasm also has the programs that panic on purpose.
pub fn overlay() -> PathBuf {
    project::target().join("page-tests/site")
}

/// The modules that differ in the next version: they say so.
fn changed(to: &Path) -> Result<PathBuf> {
    for module in ["main.js", "results/tables.js"] {
        let text = fs::read_to_string(project::www().join(module))
            .with_context(|| format!("cannot read www/{module}"))?;
        project::write_if_changed(&to.join(module), &(text + "globalThis.isNext = true;\n"))?;
    }
    Ok(to.to_path_buf())
}

/// The new list and the new modules. The documents are still the old ones.
fn lay_half(next: &Path, half: &Path) -> Result<()> {
    let fresh = half.with_extension(format!("fresh-{}", std::process::id()));
    for (name, from) in folder::files(next)? {
        if name == kept::LIST || name.starts_with("js/") {
            let to = fresh.join(&name);
            fs::create_dir_all(to.parent().unwrap_or(&fresh))?;
            fs::copy(from, &to).with_context(|| format!("cannot write {}", to.display()))?;
        }
    }
    folder::replace_if_changed(&fresh, half)
}
