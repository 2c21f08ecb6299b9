//! Debian's packages, on Debian, if installing is permitted.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

use crate::process;

/// Whether packages can be installed without a password.
pub fn can_install() -> bool {
    process::find("apt-get").is_some() && is_root()
}

/// Installs `packages`, without the packages that they only recommend.
pub fn install(packages: &[&str]) -> Result<()> {
    // The lists of a machine may be old, so they are updated once.
    static UPDATED: AtomicBool = AtomicBool::new(false);
    if !UPDATED.swap(true, Ordering::Relaxed) {
        process::run_quietly(apt().arg("update"))?;
    }
    process::run_quietly(apt().args(["install", "--no-install-recommends"]).args(packages))
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("--yes").arg("--quiet");
    command
}

fn is_root() -> bool {
    process::capture(Command::new("id").arg("-u")).is_ok_and(|output| output.text.trim() == "0")
}
