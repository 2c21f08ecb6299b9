//! Finds or installs what the other parts call. Everything that is not the system's goes under
//! `target/`.

pub mod apt;
pub mod browsers;
pub mod install;
pub mod npm;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::project;

/// Where cargo installs tools for this project.
pub fn folder() -> PathBuf {
    project::target().join("tools")
}

/// The PATH for everything that is started here: our own tools first, because their versions are
/// the right ones.
pub fn path() -> OsString {
    let system = std::env::var_os("PATH").unwrap_or_default();
    let own = folder().join("bin");
    let all = std::iter::once(own).chain(std::env::split_paths(&system));
    std::env::join_paths(all).unwrap_or(system)
}
