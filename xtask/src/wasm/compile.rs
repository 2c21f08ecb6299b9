//! `cargo build` for wasm32, and the target that it needs.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::options::{Options, Profile};
use crate::progress::Step;
use crate::tools::turn;
use crate::{process, project};

/// The target for everything that runs in a browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the wasm target to the toolchain if it is missing.
pub fn ensure_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = process::capture(Command::new(rustc).args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(sysroot.text.lines().next().unwrap_or_default());
    // Whoever comes second finds what the first has added, whole.
    let _turn = turn::take(&project::target().join(TARGET))?;
    if sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        bail!(
            "this Rust toolchain has no target {TARGET} and rustup is not there to add it: install it as your distribution packages it"
        );
    }
    let step = Step::start(format!("rustup target add {TARGET}"));
    process::run_quietly(Command::new("rustup").args(["target", "add", TARGET]))?;
    step.done("added");
    Ok(())
}

/// Compiles the library and returns the path of its wasm. Cargo shows its own progress and errors.
pub fn compile(options: &Options) -> Result<PathBuf> {
    let mut command = process::cargo();
    command.args(["build", "--lib", "--package", options.package, "--target", TARGET]);
    command.arg("--message-format=json-render-diagnostics");
    if options.profile == Profile::Release {
        command.arg("--release");
    }
    let flags = serde_json::to_string(&remap_flags(&registries()))?;
    command.arg("--config").arg(format!("target.{TARGET}.rustflags={flags}"));
    if !options.features.is_empty() {
        command.args(["--features", &options.features]);
    }
    let output = command.stderr(Stdio::inherit()).output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("the crate did not compile to wasm (what cargo said is above)");
    }
    artifact(&String::from_utf8_lossy(&output.stdout), options.package)
        .context("cargo built no wasm: does [lib] in Cargo.toml still list the crate type cdylib?")
}

/// Flags that shorten the paths of sources. A panic names the file that it happened in, so the wasm
/// contains these paths; full paths would reveal this machine, and each machine would build different
/// bytes.
fn remap_flags(registries: &[PathBuf]) -> Vec<String> {
    let flag = |folder: &PathBuf| format!("--remap-path-prefix={}=crates", folder.display());
    registries.iter().map(flag).collect()
}

/// The folders in which cargo keeps the sources of dependencies.
fn registries() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.map(|home| home.join("registry/src")).unwrap_or_default();
    let entries = std::fs::read_dir(sources).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

/// The wasm file among the artifacts that cargo reports, one JSON object on each line.
fn artifact(messages: &str, package: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == package)
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .rfind(|file| file.extension().is_some_and(|extension| extension == "wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wasm_is_found_among_cargos_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"slab"},"filenames":["t/libslab.rlib"]}
{"reason":"compiler-artifact","target":{"name":"coroscope"},"filenames":["t/coroscope.wasm","t/libcoroscope.rlib"]}
{"reason":"build-finished","success":true}"#;
        assert_eq!(artifact(messages, "coroscope"), Some(PathBuf::from("t/coroscope.wasm")));
    }

    #[test]
    fn paths_of_this_machine_are_remapped() {
        let flags = remap_flags(&[PathBuf::from("/home/me/registry/src/index")]);
        assert_eq!(flags, ["--remap-path-prefix=/home/me/registry/src/index=crates"]);
    }

    #[test]
    fn no_wasm_is_no_artifact() {
        assert_eq!(artifact(r#"{"reason":"build-finished","success":true}"#, "coroscope"), None);
    }
}
