//! Finds or installs the programs that the other parts call. What is not part of the system goes into
//! `target/`. What cargo takes minutes to compile goes into the person's cache, once for all
//! checkouts.

pub mod apt;
pub mod browsers;
pub mod install;
pub mod npm;
pub mod turn;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::project;

/// Where cargo installs tools for this project.
pub fn folder() -> PathBuf {
    cache().unwrap_or_else(project::target).join("coroscope-tools")
}

/// The cache folder of the system.
fn cache() -> Option<PathBuf> {
    let named = |name: &str| {
        let folder = std::env::var_os(name).map(PathBuf::from);
        folder.filter(|folder| folder.is_absolute())
    };
    if cfg!(windows) {
        return named("LOCALAPPDATA");
    }
    let of_home = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
    named("XDG_CACHE_HOME").or_else(|| Some(std::env::home_dir()?.join(of_home)))
}

/// The PATH for all programs that are started here. The tools of this project come first, because they
/// have the right versions.
pub fn path() -> OsString {
    let system = std::env::var_os("PATH").unwrap_or_default();
    let own = folder().join("bin");
    let all = std::iter::once(own).chain(std::env::split_paths(&system));
    std::env::join_paths(all).unwrap_or(system)
}
