//! Processes that install the same thing take turns. `cargo xtask test` builds the page twice at a time,
//! and who types `cargo xtask serve` meanwhile builds it once more; neither rustup nor npm waits for
//! another of its kind that works in the same folder.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

/// Waits until no other process has the turn of `folder`. It ends when the result is dropped, or with
/// this process, however it ends.
pub fn take(folder: &Path) -> Result<File> {
    let turn = open(folder)?;
    turn.lock().with_context(|| format!("cannot lock a file in {}", folder.display()))?;
    Ok(turn)
}

fn open(folder: &Path) -> Result<File> {
    let path = folder.join("installing.lock");
    fs::create_dir_all(folder)
        .and_then(|()| File::options().create(true).append(true).open(&path))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_else_has_the_turn_until_it_is_given_back() {
        let folder = std::env::temp_dir().join(format!("coroscope-turn-{}", std::process::id()));
        let turn = take(&folder).unwrap();
        let other = open(&folder).unwrap();
        assert!(other.try_lock().is_err());
        drop(turn);
        assert!(other.try_lock().is_ok());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let error = take(Path::new("Cargo.toml/below")).unwrap_err();
        assert!(error.to_string().contains("Cargo.toml/below"), "{error:#}");
    }
}
