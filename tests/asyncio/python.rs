//! Runs programs of the little language on asyncio: see `interpreter.py`.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use super::program::Program;

/// What each of the programs prints.
pub fn run(python: &str, programs: &[Program]) -> Vec<Vec<String>> {
    let mut interpreter = Command::new(python)
        .args(["-I", "-B", "-X", "utf8"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/asyncio/interpreter.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python runs");
    let json = |program| serde_json::to_string(program).expect("it is plain data") + "\n";
    let input: String = programs.iter().map(json).collect();
    let mut stdin = interpreter.stdin.take().expect("it is piped");
    // It prints as it reads, so both go on at once.
    let ran = thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()));
        interpreter.wait_with_output().expect("Python runs")
    });
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let lines = String::from_utf8(ran.stdout).expect("it prints UTF-8");
    let printed: Vec<Vec<String>> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a list of lines")).collect();
    assert_eq!(printed.len(), programs.len());
    printed
}
