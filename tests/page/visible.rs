//! Visible windows: the window of a claim that was found false stays open for a while.

use std::env::var_os;
use std::io::{IsTerminal, stdin};
use std::thread::sleep;
use std::time::Duration;

/// The time that it stays open if no key can be pressed.
const WHILE: Duration = Duration::from_secs(60);

/// Prints what was found, and waits with `cargo xtask test --visible`.
pub fn linger(claim: &str, found: &str) {
    if var_os("COROSCOPE_VISIBLE").is_none() {
        return;
    }
    println!("\n{claim} was found false:\n{found}");
    if stdin().is_terminal() {
        println!("Its window stays open until you press Enter.");
        let _ = stdin().read_line(&mut String::new());
    } else {
        println!("Its window stays open for {} s.", WHILE.as_secs());
        sleep(WHILE);
    }
}
