//! The documentation builds without a warning, including the parts for browsers only.

use anyhow::Result;

use super::report::Report;
use super::workshop::Workshop;
use crate::process;
use crate::wasm::TARGET;

/// Broken links fail. Private items are included, for contributors.
pub fn run(_: &Workshop) -> Result<Report> {
    let sides: [&[&str]; 2] = [&["--workspace"], &["--package", "coroscope", "--target", TARGET]];
    Report::of_all(sides.map(|side| {
        let mut command = process::cargo_giving_way();
        command.args(["doc", "--quiet", "--no-deps", "--document-private-items"]).args(side);
        let flags = "-D warnings -A rustdoc::private_intra_doc_links";
        command.env("RUSTDOCFLAGS", flags);
        Ok(Report::of(process::capture(&mut command)?))
    }))
}
