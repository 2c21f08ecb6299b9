//! The CPython that tests run, if there is one.

use std::process::Command;

/// A CPython of version 3.11 or later. Without one a test says so and has nothing to do, except
/// where all is to be tested.
pub fn cpython() -> Option<&'static str> {
    let check = "import sys; sys.exit(sys.version_info < (3, 11))";
    let found = Command::new("python3").args(["-c", check]).status();
    if found.is_ok_and(|status| status.success()) {
        return Some("python3");
    }
    assert!(std::env::var_os("CI").is_none(), "there is no python3 of version 3.11 or later");
    println!("There is no python3 of version 3.11 or later, so nothing was compared with it.");
    None
}
