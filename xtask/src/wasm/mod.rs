//! Turns the crate into `www/pkg/`: compiles, generates the glue, optimises, reports the sizes.
//!
//! ```text
//! src/ ──cargo──▶ coroscope.wasm ──glue──▶ coroscope.js, .d.ts, _bg.wasm ──wasm-opt──▶ www/pkg/
//!                                                  └──parts──▶ _first.wasm, _view.wasm, _rest.wasm
//! src/programs/ ──listings─────────────────────────────────────────────────▶ www/pkg/programs/
//! ```

mod compile;
mod glue;
mod listings;
mod optimise;
mod options;
mod parts;
mod sizes;
mod split;
mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::progress::Step;
use crate::{folder, gzip, project};

pub use compile::{TARGET, ensure_target};
pub use glue::BEFORE_VERSION;
pub use options::{Options, Profile};
pub use sizes::report;

use options::PAGE;

/// Brings `options.out` up to date. The old files stay until the whole pipeline has succeeded.
pub fn build(options: &Options) -> Result<()> {
    let version = bindgen_version()?;
    compile::ensure_target()?;
    let compiled = compile::compile(options)?;

    let optimiser = match options.profile {
        // Builds with features are only for tests, which do not measure them.
        Profile::Release if options.features.is_empty() => optimise::find(),
        Profile::Release | Profile::Dev => None,
    };
    // The stamp names everything that the files in `out` depend on. If it is unchanged, nothing is
    // left to do.
    let flags = optimiser.as_ref().map_or("not optimised".into(), |_| optimise::FLAGS.join(" "));
    let listings = listings::find(&options.features)?;
    let listed = listings::stamp(&listings)?;
    let profile = format!("{:?}", options.profile);
    let parts = parts::stamp()?;
    let stamp = stamp(&compiled, &[&version, &profile, &flags, &listed, &parts])?;
    let stamp_file = stamp_file(options);
    let wasm = format!("{}_bg.wasm", options.package);
    if options.out.join(&wasm).exists()
        && fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp)
    {
        eprintln!("glue and wasm are up to date");
        return Ok(());
    }

    let fresh = stamp_file.with_extension("files");
    let _ = fs::remove_dir_all(&fresh);
    fs::create_dir_all(&fresh).with_context(|| format!("cannot create {}", fresh.display()))?;
    let step = Step::start("glue");
    glue::generate(&compiled, &fresh, options)?;
    step.done("generated");
    if let Some(optimiser) = optimiser {
        let step = Step::start("wasm-opt");
        optimiser.run(&fresh.join(&wasm))?;
        step.done("optimised");
    }

    if options.package == PAGE {
        let step = Step::start("parts");
        parts::make(&fresh, options.package, options.profile == Profile::Dev)?;
        step.done("made");
    }
    gzip::compress(&fresh, !options.features.is_empty())?;
    listings::copy(&listings, &fresh)?;
    folder::replace(&fresh, &options.out)?;
    fs::write(&stamp_file, stamp).with_context(|| format!("cannot write {}", stamp_file.display()))
}

/// Fails if the result of [`build`] is too large, or contains what is fetched separately.
pub fn check_weight(options: &Options) -> Result<()> {
    let wasm = options.out.join(format!("{}_bg.wasm", options.package));
    let wasm = fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    listings::check_left_out(&listings::find(&options.features)?, &wasm)?;
    sizes::check(&options.out, options.package)
}

/// The version of wasm-bindgen that the crate is compiled with. The glue must have the same.
pub fn bindgen_version() -> Result<String> {
    versions::check(&project::root().join("Cargo.lock"))
}

fn stamp(compiled: &Path, settings: &[&str]) -> Result<String> {
    let data =
        fs::metadata(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let (path, length, changed) = (compiled.display(), data.len(), data.modified()?);
    Ok(format!("{path} {length} {changed:?}\n{}\n", settings.join("\n")))
}

/// The file of the stamp for an output folder. It is outside of that folder, which is published as it
/// is.
fn stamp_file(options: &Options) -> PathBuf {
    let name = options.out.strip_prefix(project::root()).unwrap_or(&options.out);
    let name = name.to_string_lossy().replace(['/', '\\'], "-");
    project::target().join("xtask").join(format!("{}.stamp", name.trim_start_matches('-')))
}
