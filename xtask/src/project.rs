//! The folders of this checkout.

use std::path::{Path, PathBuf};

/// The root of the workspace, the folder above `xtask/`.
pub fn root() -> PathBuf {
    // Cargo sets this at run time, so a checkout that was moved after compiling still works.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let mut folder = manifest.as_path();
    while !folder.join("rust-toolchain.toml").exists() {
        match folder.parent() {
            Some(parent) => folder = parent,
            None => return manifest.parent().unwrap_or(Path::new(".")).to_path_buf(),
        }
    }
    folder.to_path_buf()
}

/// Cargo's target folder, for everything that is generated and can be generated again.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The sources of the page. They run as they are, and what is published is made of them.
pub fn www() -> PathBuf {
    root().join("www")
}

/// Writes `text` to `path`, unless that is its content already. Creates the folder.
pub fn write_if_changed(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}

/// Writes a file that is either there with all its content or not at all, whoever else writes it or
/// stops this meanwhile. Creates the folder.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let thread = format!("{:?}", std::thread::current().id());
    let number: String = thread.chars().filter(char::is_ascii_digit).collect();
    let fresh = path.with_extension(format!("fresh-{}-{number}", std::process::id()));
    std::fs::write(&fresh, bytes)?;
    std::fs::rename(&fresh, path)
}
