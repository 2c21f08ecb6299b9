//! The documentation builds without a warning, also that of the parts only browsers see.

use anyhow::Result;

use super::{Report, Workshop};
use crate::process;
use crate::wasm::TARGET;

/// A broken link fails. Private items are documented too: their readers are the contributors.
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
