//! The page as it is published: `target/site/`, which any static host can serve.
//!
//! ```text
//! npm ──codemirror──▶ www/pkg/codemirror.js
//! npm, python/ ──python──▶ www/pkg/python/
//! www/ ──layers──▶ its files ──bundle──▶ js/, workers ──document──▶ index.html, embed.html
//!                                                     └──style──▶ styles/, and what is fetched later
//!                                                     └──kept───▶ pkg/files.js
//! ```
//!
//! In `www/` the same page lies in its sources, which run as they are: `cargo xtask serve --dev` serves
//! those.

mod bundle;
mod codemirror;
mod document;
mod embed;
pub mod kept;
mod style;
mod weight;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use bundle::Bundler;

use crate::wasm::{self, Options, Profile};
use crate::{folder, gzip, project, python};

/// The folder that is served after a build with this profile.
pub fn folder(profile: Profile) -> PathBuf {
    match profile {
        Profile::Release => project::target().join("site"),
        Profile::Dev => project::www(),
    }
}

/// Where each module of the sources is in the site in `folder`: a file beside that, because nobody who
/// visits the page needs it.
pub fn modules_file(folder: &Path) -> PathBuf {
    folder.with_extension("json")
}

/// Builds the page, and prints the files with their sizes.
///
/// # Errors
///
/// When the wasm or the site cannot be built.
pub fn build_page(options: &Options) -> Result<()> {
    build(options)?;
    print!("{}", wasm::report(options)?);
    // A quick build is not what is published.
    if is_of_page(options) && options.profile == Profile::Release {
        print!("{}", weight::report(&folder(options.profile))?);
    }
    Ok(())
}

/// Brings the wasm in `options.out` up to date, and the site if that is the page's own.
///
/// # Errors
///
/// When the wasm or the site cannot be built.
pub fn build(options: &Options) -> Result<()> {
    wasm::build(options)?;
    // Files that are not generated may have changed as well.
    if is_of_page(options) { bring_up_to_date(options.profile) } else { Ok(()) }
}

fn is_of_page(options: &Options) -> bool {
    options.out == project::www().join("pkg")
}

/// Fails if the published page is too large, or its wasm contains what is fetched separately.
///
/// # Errors
///
/// A sentence that says what is too large.
pub fn check_weight() -> Result<()> {
    wasm::check_weight(&Options::page(Profile::Release))?;
    weight::check(&folder(Profile::Release))
}

/// Updates what the build with this profile makes of `www/`, besides the wasm.
///
/// # Errors
///
/// When a file cannot be read or written, or a module is not JavaScript.
pub fn bring_up_to_date(profile: Profile) -> Result<()> {
    let www = project::www();
    embed::bring_up_to_date()?;
    codemirror::bring_up_to_date(&www.join("pkg"))?;
    python::bring_up_to_date()?;
    kept::list(&www)?;
    match profile {
        Profile::Release => make(&[&www], &folder(profile)),
        Profile::Dev => Ok(()),
    }
}

/// Makes the site of the sources in `layers` in the folder `to`. A file replaces files of the same name
/// in the layers after its own. Without npm, the modules are published as they are.
///
/// # Errors
///
/// When a file cannot be read or written, or a module is not JavaScript.
pub fn make(layers: &[&Path], to: &Path) -> Result<()> {
    make_with(bundle::find(), layers, to)
}

fn make_with(bundler: Option<Bundler>, layers: &[&Path], to: &Path) -> Result<()> {
    let fresh = to.with_extension(format!("fresh-{}", std::process::id()));
    let _ = fs::remove_dir_all(&fresh);
    lay(layers, &fresh)?;
    let modules = match bundler {
        Some(bundler) => {
            let bundled = bundler.run(&fresh)?;
            document::rewrite_all(&fresh, &bundled)?;
            bundled.modules
        }
        None => Default::default(),
    };
    style::shorten_all(&fresh)?;
    kept::list(&fresh)?;
    gzip::compress_all(to_compress(&fresh)?, false)?;
    let modules = serde_json::to_string_pretty(&modules)?;
    project::write_if_changed(&modules_file(to), &modules)?;
    folder::replace_if_changed(&fresh, to)
}

/// Copies the files of all layers. Types are for editors; those of the glue are for who embeds it.
fn lay(layers: &[&Path], to: &Path) -> Result<()> {
    for layer in layers {
        for (name, from) in folder::files(layer)? {
            let file = to.join(&name);
            let is_of_glue = name.starts_with("pkg/") && !name.ends_with(codemirror::TYPES);
            let is_wanted = !name.ends_with(".d.ts") || is_of_glue;
            if !is_wanted || file.exists() {
                continue;
            }
            let context = || format!("cannot write {}", file.display());
            fs::create_dir_all(file.parent().unwrap_or(to)).with_context(context)?;
            fs::copy(from, &file).with_context(context)?;
        }
    }
    Ok(())
}

/// The texts that are sent: what the build of the wasm has compressed is there already, but for what has
/// been made smaller since.
fn to_compress(folder: &Path) -> Result<impl Iterator<Item = PathBuf>> {
    let files = folder::files(folder)?.into_iter();
    let texts =
        files.filter(|(name, _)| [".js", ".css", ".html"].iter().any(|end| name.ends_with(end)));
    Ok(texts.map(|(_, path)| path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_over_a_file_replaces_it() {
        let all = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        let [over, under, to] = ["over", "under", "to"].map(|name| all.join(name));
        for (file, text) in [
            ("over/a.js", "over"),
            ("under/a.js", "under"),
            ("under/b/c.js", "c"),
            ("under/t.d.ts", ""),
        ] {
            let file = all.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        lay(&[&over, &under], &to).unwrap();
        assert_eq!(fs::read_to_string(to.join("a.js")).unwrap(), "over");
        assert_eq!(fs::read_to_string(to.join("b/c.js")).unwrap(), "c");
        assert!(!to.join("t.d.ts").exists());
        fs::remove_dir_all(all).unwrap();
    }

    #[test]
    fn without_a_bundler_the_site_has_its_sources() {
        let all = std::env::temp_dir().join(format!("xtask-plain-{}", std::process::id()));
        let [www, to] = ["www", "site"].map(|name| all.join(name));
        fs::create_dir_all(www.join("a")).unwrap();
        for (file, text) in [("index.html", "<p>"), ("a/b.js", "// Why.\nb();\n")] {
            fs::write(www.join(file), text).unwrap();
        }
        make_with(None, &[&www], &to).unwrap();
        for file in ["index.html", "a/b.js"] {
            assert_eq!(fs::read(to.join(file)).unwrap(), fs::read(www.join(file)).unwrap());
        }
        let list = fs::read_to_string(to.join(kept::LIST)).unwrap();
        assert!(list.contains("\"a/b.js\": \"sha256-"), "{list}");
        assert_eq!(fs::read_to_string(modules_file(&to)).unwrap(), "{}");
        fs::remove_dir_all(all).unwrap();
    }
}
