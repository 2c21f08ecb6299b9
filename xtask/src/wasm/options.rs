//! What to build of the crate, and how.

use std::path::PathBuf;

use crate::project;

/// The package of the page. Its wasm is also made in parts.
pub const PAGE: &str = "coroscope";

/// How much effort goes into the wasm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Optimised and stripped: what is published, measured and tested.
    #[default]
    Release,
    /// Quick to build, slow to run, with names in its backtraces.
    Dev,
}

/// What to build and where to put it.
#[derive(Debug, Clone)]
pub struct Options {
    /// The package, which also names the files: `NAME.js`, `NAME.d.ts`, `NAME_bg.wasm`.
    pub package: &'static str,
    /// Optimised or quick.
    pub profile: Profile,
    /// Cargo features of the package, separated by commas; empty for none.
    pub features: String,
    /// Where the generated files go.
    pub out: PathBuf,
}

impl Options {
    /// The page's own build: no features, into `www/pkg/`.
    pub fn page(profile: Profile) -> Options {
        let out = project::www().join("pkg");
        Options { package: PAGE, profile, features: String::new(), out }
    }
}
