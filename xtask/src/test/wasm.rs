//! wasm-bindgen's tests in browsers, through wasm-pack.

use std::process::Command;

use anyhow::{Context, Result};

use super::cargo_arguments::NOT_OPTIMISED;
use super::report::Report;
use super::workshop::Workshop;
use crate::tools::{self, browsers::Browser};
use crate::{process, project};

/// In Chromium.
pub fn chromium(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Chromium, "--chrome")
}

/// In Firefox.
pub fn firefox(workshop: &Workshop) -> Result<Report> {
    run(workshop, Browser::Firefox, "--firefox")
}

fn run(workshop: &Workshop, browser: Browser, flag: &str) -> Result<Report> {
    let wasm_pack = process::find("wasm-pack").context("wasm-pack is missing")?;
    let driver = process::find(browser.driver()).context("the browser's driver is missing")?;
    let mut command = Command::new(wasm_pack);
    // With a driver given, wasm-pack does not download the newest driver.
    command.args(["test", "--headless", flag, &format!("--{}", browser.driver())]).arg(driver);
    // Half of what is compiled is the library's own tests, which wasm-pack compiles and never runs.
    command.arg(".").args(NOT_OPTIMISED).arg("--").args(&workshop.arguments);
    command
        .current_dir(project::root())
        .env("PATH", tools::path())
        // The limit is for a whole test binary. Each test is short, but there are many.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
        // A backtrace of the test runner says nothing about the test.
        .env("RUST_BACKTRACE", "0");
    Ok(Report::of_rust_tests(process::capture(&mut command)?))
}
