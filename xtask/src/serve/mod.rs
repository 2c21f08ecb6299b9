//! `cargo xtask serve`: build, show the page, and build again when a source changes.

mod headers;
mod server;
mod watch;

use std::process::{Command, Stdio};

use anyhow::Result;

use crate::wasm::{self, Profile};
use crate::{process, site};

pub use server::{Server, Website};

/// The options of `serve`.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// Whether to open the page in the person's browser.
    pub open: bool,
    /// Whether the page is cross-origin isolated. On many static hosts it is not.
    pub isolation: bool,
    /// How the wasm is built, the first time and each time a source changes.
    pub profile: Profile,
}

/// Builds and serves until the process is ended.
pub fn serve(options: &Options) -> Result<()> {
    // The port comes first, because a build of half a minute that ends in "port in use" is a waste.
    let site =
        Website { isolation: options.isolation, ..Website::of(site::folder(options.profile)) };
    let server = Server::bind(options.port)?;
    let build = wasm::Options::page(options.profile);
    site::build_page(&build)?;

    let server = server.start(site)?;
    println!("Coroscope is at {}", server.url());
    if options.open {
        open(&server.url());
    }
    watch::rebuild_on_change(&build)
}

/// Opens `url` in the person's browser. If that does not work, the printed URL has to do.
fn open(url: &str) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start"]),
        _ => ("xdg-open", &[]),
    };
    if process::find(program).is_none() {
        eprintln!("There is no {program} to open a browser with: open the address by hand.");
        return;
    }
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        eprintln!("The browser did not open ({error}): open the address by hand.");
    }
}
