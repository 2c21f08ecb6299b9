//! What the generated files weigh, as they lie and as they travel.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

/// How much of the first view the wasm and its glue may be, gzipped. Whoever needs more says why
/// the page is worth the wait. Nineteen programs with their workers, feeds and database are 140 KiB
/// of it: more than a first view needs, so the next step is down, by loading what few programs use
/// when one of them is chosen.
const MOST: usize = 244 * 1024;

/// A line for each file that a browser loads, raw and gzipped.
pub fn report(folder: &Path, package: &str) -> Result<String> {
    let mut text = String::new();
    for (name, bytes) in files(folder, package)? {
        let (raw, gzip) = (kib(bytes.len()), kib(gzipped(&bytes)?));
        writeln!(text, "{name:<20} {raw:>9}, {gzip:>9} gzip")?;
    }
    Ok(text)
}

/// Fails if the files weigh more than they may.
pub fn check(folder: &Path, package: &str) -> Result<()> {
    let mut weight = 0;
    for (_, bytes) in files(folder, package)? {
        weight += gzipped(&bytes)?;
    }
    ensure!(
        weight <= MOST,
        "the wasm and its glue weigh {} gzip, and {} are allowed (CONTRIBUTING.md tells what is heavy)",
        kib(weight),
        kib(MOST)
    );
    Ok(())
}

fn files(folder: &Path, package: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let names = [format!("{package}_bg.wasm"), format!("{package}.js")];
    let read = |name: String| {
        let path = folder.join(&name);
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((name, bytes))
    };
    names.into_iter().map(read).collect()
}

/// How many bytes are left after gzip at its strongest.
fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn kib(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(kib(0), "0.0 KiB");
        assert_eq!(kib(1024), "1.0 KiB");
        assert_eq!(kib(1025), "1.1 KiB");
    }

    #[test]
    fn what_repeats_travels_light() {
        assert!(gzipped(&[7; 10_000]).unwrap() < 100);
    }
}
