//! Tools that cargo builds for this project, in a folder of their own.

use std::env::consts::EXE_EXTENSION;
use std::process::Command;

use anyhow::Result;

use super::folder;
use crate::{process, project, wasm};

/// geckodriver, unless one is on PATH already.
pub fn geckodriver() -> Result<()> {
    match process::find("geckodriver") {
        Some(_) => Ok(()),
        None => install(&Tool {
            package: "geckodriver",
            program: "geckodriver",
            version: "0.37.1",
            defaults: true,
        }),
    }
}

/// wasm-pack, in the version that the tests were written with.
pub fn wasm_pack() -> Result<()> {
    install(&Tool { package: "wasm-pack", program: "wasm-pack", version: "0.15.1", defaults: true })
}

/// wasm-bindgen's test runner, in the version of Cargo.lock. wasm-pack takes no other.
pub fn wasm_bindgen() -> Result<()> {
    let version = wasm::bindgen_version()?;
    // Its default feature is TLS, which a runner that only speaks to this machine does not need.
    install(&Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen-test-runner",
        version: &version,
        defaults: false,
    })
}

struct Tool<'a> {
    package: &'a str,
    /// The program of the package that is used.
    program: &'a str,
    version: &'a str,
    /// Whether to enable its default features.
    defaults: bool,
}

fn install(tool: &Tool<'_>) -> Result<()> {
    if is_installed(tool) {
        return Ok(());
    }
    // The locked dependencies are what the authors tested, but a registry may lag behind them.
    if process::run_quietly(command(tool).arg("--locked")).is_err() {
        process::run_quietly(&mut command(tool))?;
    }
    Ok(())
}

/// Whether a tool is installed. Cargo notes what it has installed, by name and version; if the program
/// has been deleted since, it must be installed again.
fn is_installed(tool: &Tool<'_>) -> bool {
    let notes = std::fs::read_to_string(folder().join(".crates.toml")).unwrap_or_default();
    let program = folder().join("bin").join(tool.program).with_extension(EXE_EXTENSION);
    notes.contains(&format!("\"{} {} (", tool.package, tool.version)) && program.is_file()
}

fn command(tool: &Tool<'_>) -> Command {
    let mut command = process::cargo();
    command.arg("install").arg("--root").arg(folder()).args(["--version", tool.version]);
    if !tool.defaults {
        command.arg("--no-default-features");
    }
    // The folder may have remains that cargo would not overwrite.
    command.arg("--force").arg(tool.package);
    // These tools run for seconds and compile for minutes. Without optimisation that takes half as long.
    command
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        // All tools share a folder, so that common dependencies are compiled once.
        .env("CARGO_TARGET_DIR", project::target().join("tools"));
    command
}
