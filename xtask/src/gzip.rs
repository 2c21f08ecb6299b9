//! Files as they are sent: compressed once, when they are built.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::project;

/// Puts `NAME.gz` beside each file of a folder, for servers that can send compressed files: compressing
/// the wasm at each visit takes longer than sending it. What Run waits for is small, so unless
/// `is_quick` it gets the best compression there is: that saves a twentieth of it, and takes seconds.
pub fn compress(folder: &Path, is_quick: bool) -> Result<()> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let files = entries.iter().map(fs::DirEntry::path).filter(|path| path.is_file());
    compress_all(files, is_quick)
}

/// [`compress`], for these files.
pub fn compress_all(files: impl Iterator<Item = PathBuf> + Send, is_quick: bool) -> Result<()> {
    // Side by side, because the best compression takes as long as all the rest; but not all files at
    // once, which would leave nothing of the machine to anybody else.
    let files = Mutex::new(files);
    let next = || files.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(file) = next() {
            compress_file(&file, is_quick)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("to compress does not panic"))
    })
}

fn compress_file(file: &Path, is_quick: bool) -> Result<()> {
    let mut name = file.to_path_buf().into_os_string();
    name.push(".gz");
    let bytes = fs::read(file)?;
    let is_small = bytes.len() <= SMALL && !is_quick;
    fs::write(&name, if is_small { gzip_well(&bytes)? } else { gzip(&bytes)? })
        .with_context(|| format!("cannot write {}", name.display()))
}

/// The size after gzip at its best.
pub fn gzipped(bytes: &[u8]) -> Result<usize> {
    Ok(gzip(bytes)?.len())
}

/// A file of at most this many bytes gets the best compression: the editor is the largest of them.
const SMALL: usize = 384 * 1024;

/// Compresses as well as can be. The result is kept under the hash of what it was made of: most files of
/// a site are those of the last build, and of the other sites that the suite makes.
fn gzip_well(bytes: &[u8]) -> Result<Vec<u8>> {
    let kept = kept(bytes);
    if let Ok(compressed) = fs::read(&kept) {
        return Ok(compressed);
    }
    let mut compressed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut compressed)?;
    project::write_whole(&kept, &compressed)?;
    Ok(compressed)
}

/// Where the best that can be made of these bytes is kept.
fn kept(bytes: &[u8]) -> PathBuf {
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    project::target().join("gzip").join(hash)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// A size in KiB, rounded up to a tenth.
pub fn kib(bytes: usize) -> String {
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
    fn what_is_compressed_well_is_the_same_the_second_time_and_nothing_is_left_beside_it() {
        let bytes = format!("as well as can be {}", std::process::id()).into_bytes();
        let first = gzip_well(&bytes).unwrap();
        assert_eq!(gzip_well(&bytes).unwrap(), first);
        let mut text = Vec::new();
        std::io::copy(&mut flate2::read::GzDecoder::new(&first[..]), &mut text).unwrap();
        assert_eq!(text, bytes);
        let kept = kept(&bytes);
        let beside = fs::read_dir(kept.parent().unwrap()).unwrap();
        let name = kept.file_name().unwrap().to_string_lossy().into_owned();
        let names = beside.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        assert_eq!(names.filter(|other| other.starts_with(&name)).count(), 1);
        fs::remove_file(kept).unwrap();
    }

    #[test]
    fn what_repeats_travels_light() {
        assert!(gzipped(&[7; 10_000]).unwrap() < 100);
    }
}
