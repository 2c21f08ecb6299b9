//! Debian's packages, where this is Debian and we may install them.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

use crate::process;

/// Whether packages can be installed without asking anybody.
pub fn can_install() -> bool {
    process::find("apt-get").is_some() && is_root()
}

/// Installs `packages` without what they only recommend.
pub fn install(packages: &[&str]) -> Result<()> {
    // A machine's lists may be old, and are brought up to date once.
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
