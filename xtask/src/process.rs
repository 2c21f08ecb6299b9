//! Runs other programs, and reports in a sentence what went wrong with them.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{project, tools};

/// The cargo that runs this program, so that the toolchain stays the same.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root());
    // Incremental compilation speeds up later changes and slows down this build; in CI there are
    // no later changes.
    if is_ci() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// [`cargo`] with a low priority, so that browsers do not wait for it.
pub fn cargo_giving_way() -> Command {
    let usual = cargo();
    let Some(nice) = find("nice") else { return usual };
    let mut command = Command::new(nice);
    command.args(["-n", "5"]).arg(usual.get_program()).current_dir(project::root());
    for (name, value) in usual.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command
}

/// Whether this is CI, which starts from nothing, and in which no check may be left out silently.
pub fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}

/// Runs `command` with the output of this program. An exit code other than 0 is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// What a captured program printed, and whether it succeeded.
#[derive(Debug, Clone)]
pub struct Captured {
    /// Whether the exit code was 0.
    pub success: bool,
    /// Standard output and standard error, in the order in which they came.
    pub text: String,
}

/// Runs `command` to its end and returns what it prints.
pub fn capture(command: &mut Command) -> Result<Captured> {
    let (mut reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let child = command.spawn();
    // This closes our own ends of the pipe; otherwise reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.with_context(|| format!("cannot start {}", name(command)))?;
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let success = child.wait()?.success();
    Ok(Captured { success, text: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Runs `command` without showing its output. An error has the last lines of it.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let captured = capture(command)?;
    if !captured.success {
        bail!("`{}` failed:\n{}", line(command), tail(&captured.text, 30));
    }
    Ok(())
}

/// Runs `command` to its end and returns what it prints, which is also written to `file` as it comes.
pub fn capture_to(file: &Path, command: &mut Command) -> Result<Captured> {
    let open = || {
        let mut options = std::fs::OpenOptions::new();
        options.create(true).append(true).open(file)
    };
    let context = || format!("cannot write {}", file.display());
    std::fs::write(file, "").with_context(context)?;
    command.stdin(Stdio::null());
    command.stdout(open().with_context(context)?).stderr(open().with_context(context)?);
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Captured { success: status.success(), text })
}

/// The path of a program in cargo's line about it: `Executable main.rs (PATH)`.
pub fn executable(text: &str) -> Option<&str> {
    let line = text.lines().rev().find(|line| line.trim_start().starts_with("Executable "))?;
    line.trim_end().strip_suffix(')')?.rsplit_once('(').map(|(_, path)| path)
}

/// The last `lines` lines of `text`.
pub fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.trim_end().lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

/// Finds `program` among the tools of this project or in the folders of PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&tools::path())
        .map(|folder| folder.join(program).with_extension(std::env::consts::EXE_EXTENSION))
        .find(|candidate| is_executable(candidate))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path)
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

fn name(command: &Command) -> String {
    format!("`{}`", command.get_program().to_string_lossy())
}

/// The command as a person would type it, without the folder of the program.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_a_short_text_is_the_text() {
        assert_eq!(tail("a\nb\n", 5), "a\nb");
    }

    #[test]
    fn the_tail_keeps_the_last_lines() {
        assert_eq!(tail("a\nb\nc", 2), "b\nc");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_kept_in_a_file_is_returned_as_well() {
        let file = std::env::temp_dir().join(format!("xtask-capture-{}", std::process::id()));
        let mut command = Command::new("sh");
        let captured = capture_to(&file, command.args(["-c", "echo one; echo two >&2; exit 3"]));
        let captured = captured.unwrap();
        assert_eq!((captured.success, captured.text.as_str()), (false, "one\ntwo\n"));
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn the_program_is_found_in_what_cargo_says() {
        let text =
            "   Compiling a v0.1.0\n  Executable tests/page/main.rs (target/debug/deps/page-1a)\n";
        assert_eq!(executable(text), Some("target/debug/deps/page-1a"));
        assert_eq!(executable("    Finished in 3 s"), None);
    }

    #[test]
    fn a_command_reads_as_it_would_be_typed() {
        let mut command = Command::new("/somewhere/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(line(&command), "cargo test --workspace");
    }
}
