//! `--visible`: the windows of the browsers are shown, and people can answer the running program.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::{self, Captured};
use crate::usage::Usage;

/// Refuses where there is no screen.
pub fn check() -> Result<(), Usage> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    // On other systems there is a screen although the environment does not name it.
    let needs_one = cfg!(all(unix, not(target_os = "macos")));
    if needs_one && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return Err(Usage::new(
            "--visible takes a screen, and neither DISPLAY nor WAYLAND_DISPLAY names one",
        ));
    }
    Ok(())
}

/// Runs `command` to its end. Its output is kept and shown as it comes, and it can read input.
pub fn run(command: &mut Command) -> Result<Captured> {
    let (mut reader, writer) = std::io::pipe()?;
    command.env("COROSCOPE_VISIBLE", "1");
    command.stdin(Stdio::inherit()).stdout(writer.try_clone()?).stderr(writer);
    let child = command.spawn();
    // This closes our own ends of the pipe; otherwise reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.with_context(|| format!("cannot start `{}`", process::line(command)))?;
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    while let count @ 1.. = reader.read(&mut part)? {
        bytes.extend(&part[..count]);
        let mut shown = std::io::stdout();
        shown.write_all(&part[..count])?;
        shown.flush()?;
    }
    let success = child.wait()?.success();
    Ok(Captured { success, text: String::from_utf8_lossy(&bytes).into_owned() })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_told_that_it_is_visible_and_what_it_prints_is_kept() {
        let mut command = Command::new("sh");
        let captured =
            run(command.args(["-c", "echo visible: $COROSCOPE_VISIBLE; exit 3"])).unwrap();
        assert_eq!(captured.text, "visible: 1\n");
        assert!(!captured.success);
    }
}
