//! `cargo xtask bench`: measures the same work for Coroscope and its peers, in one go on one machine.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::progress::Step;
use crate::serve::{Server, Website};
use crate::tools::{self, browsers::Browser, npm};
use crate::usage::{self, Usage};
use crate::wasm::{self, Profile};
use crate::{against, folder, process, project, python, recorders, site};

/// The options of `bench`.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The browser to measure in; `None` for all installed browsers.
    pub browser: Option<Browser>,
    /// Whether Pyodide takes part.
    pub pyodide: bool,
    /// The revision, or the folder with a built page, to measure this page against.
    pub against: Option<String>,
    /// Further arguments for the program that measures.
    pub rest: Vec<OsString>,
}

/// Builds the contestants and the page, serves both, and measures them.
pub fn bench(options: &Options) -> Result<()> {
    fs::create_dir_all(folder()).context("cannot create the folder for the figures")?;
    if recorders::are_all(&options.rest) {
        return recorders::measure(&options.rest, &folder());
    }
    let is_all = |name: &str| recorders::is_only(&options.rest, name);
    if options.against.is_none() && is_all(against::NAME) {
        return Err(Usage::new("--only against wants a revision: --against HEAD~1").into());
    }
    let (browsers, missing) = browsers(options.browser)?;
    let page = wasm::Options::page(Profile::Release);
    site::build(&page)?;
    let folder = self::folder();

    let mut command = process::cargo();
    command.args(["run", "--quiet", "--package", "measure", "--"]).arg("--out").arg(&folder);
    for browser in browsers {
        command.args(["--engine", browser.name()]);
    }
    for sentence in missing {
        command.args(["--missing", &sentence]);
    }
    if let Some(revision) = &options.against {
        let other = against::lay_out(revision, &folder.join("against"))?;
        command.args(["--against-name", &other.name]);
        for site in [site::folder(Profile::Release), other.site] {
            command.args(["--against-url", &serve_as_published(site)?]);
        }
    }
    if !is_all(against::NAME) {
        serve_contestants(options, &page, &folder, &mut command)?;
    }
    command.args(&options.rest).env("PATH", tools::path());
    usage::run(&mut command, "not everything could be measured")?;
    if recorders::are_asked_for(&options.rest) {
        recorders::measure(&options.rest, &folder)
    } else {
        Ok(())
    }
}

/// Serves a page as a static host does, whose files do not change. Returns its address.
fn serve_as_published(site: PathBuf) -> Result<String> {
    let site = Website { is_live: false, may_be_cached: true, ..Website::of(site) };
    Ok(Server::bind(0)?.start(site)?.url())
}

/// Builds the contestants, and serves them and the page for what is measured in them.
fn serve_contestants(
    options: &Options,
    page: &wasm::Options,
    folder: &Path,
    command: &mut Command,
) -> Result<()> {
    let overlay = folder.join("site");
    // Only the times of release builds mean anything, so there is no choice of profile.
    let contestants = wasm::Options { package: "bench", out: overlay.join("pkg"), ..page.clone() };
    wasm::build(&contestants)?;

    let root = project::root().join("bench");
    // The page's own wasm is for the works that only Coroscope does.
    copy_folder(&page.out, &overlay.join("page"))?;
    if options.pyodide {
        lay_out_pyodide(&overlay, &root.join("python"))?;
    }
    let contestants = Website { overlay: Some(overlay), ..Website::of(root.join("page")) };
    let contestants = Server::bind(0)?.start(contestants)?;
    // This serves the page, and the scripts that move about and run in it.
    let moving = folder.join("moving");
    for scripts in ["panning", "scale"] {
        copy_folder(&root.join(scripts), &moving.join(scripts))?;
    }
    let page = Server::bind(0)?
        .start(Website { overlay: Some(moving), ..Website::of(site::folder(Profile::Release)) })?;

    // This serves the page as browsers that have been there before see it, with Pyodide beside it.
    let listings = folder.join("listings-of-people");
    let python_kib = lay_out_listings(&listings, options)?;
    let listings = Server::bind(0)?.start(Website {
        overlay: Some(listings),
        is_live: false,
        may_be_cached: true,
        ..Website::of(site::folder(Profile::Release))
    })?;

    command.args(["--bench-url", &contestants.url(), "--page-url", &page.url()]);
    command.args(["--listings-url", &listings.url()]);
    for kib in python_kib {
        command.args(["--python-kib", &kib]);
    }
    command.arg("--python").arg(root.join("python"));
    if options.pyodide {
        command.arg("--with-pyodide");
    }
    Ok(())
}

/// What Pyodide loads by itself, as npm has it.
const STOCK: [&str; 5] = [
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
];

/// Lays out what times Python in the page. Returns what the page's Python weighs, and what Pyodide does.
fn lay_out_listings(to: &Path, options: &Options) -> Result<[String; 2]> {
    let from = project::root().join("bench/listings");
    let inner = to.join("listings");
    copy_folder(&from, &inner)?;
    let stock = npm::install_pyodide()?.join("pyodide");
    let beside = inner.join("pyodide");
    fs::create_dir_all(&beside)?;
    for file in STOCK {
        fs::copy(stock.join(file), beside.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    let site = site::folder(Profile::Release);
    let modules = fs::read_to_string(site::modules_file(&site))?;
    let modules: serde_json::Value = serde_json::from_str(&modules)?;
    let engine = modules["python/engine.js"].as_str().context("the page has no Python")?;
    fs::write(
        inner.join("engine.js"),
        format!("export {{ createPython }} from \"../{engine}\";\n"),
    )?;
    let own = site.join(python::IN_SITE);
    let own = folder::files(&own)?.into_iter().map(|(_, path)| path);
    let own = own.filter(|path| path.extension().is_some_and(|end| end != "gz" && end != "txt"));
    let is_quick = options.rest.iter().any(|word| word == "--quick");
    let weigh = |files: Vec<PathBuf>| -> Result<String> {
        let mut command = Command::new("node");
        command.env("PATH", tools::path()).arg(from.join("weigh.mjs"));
        // The best compression takes a minute.
        command.arg(if is_quick { "4" } else { "11" }).args(files);
        let output = command.output().context("cannot weigh Python with node")?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let stock = STOCK.iter().map(|file| stock.join(file)).collect();
    Ok([weigh(own.collect())?, weigh(stock)?])
}

/// Copies Pyodide and its programs to where the page of the contestants finds them.
fn lay_out_pyodide(overlay: &Path, programs: &Path) -> Result<()> {
    let step = Step::start_if_slow("npm: pyodide");
    let from = npm::install_pyodide()?.join("pyodide");
    step.done("installed");
    for (from, to, files) in
        [(from.as_path(), "pyodide", STOCK.as_slice()), (programs, "python", &["works.py"])]
    {
        let to = overlay.join(to);
        fs::create_dir_all(&to).with_context(|| format!("cannot create {}", to.display()))?;
        for file in files {
            fs::copy(from.join(file), to.join(file))
                .with_context(|| format!("cannot copy {file} to {}", to.display()))?;
        }
    }
    Ok(())
}

/// Makes `to` hold the files of `from` and no others.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
        }
    }
    Ok(())
}

/// The folder for the figures.
pub fn folder() -> PathBuf {
    project::target().join("bench")
}

/// The browsers to measure in, and sentences about those that are missing. A browser that is named is
/// installed where that is possible, and so is Chromium.
fn browsers(asked_for: Option<Browser>) -> Result<(Vec<Browser>, Vec<String>)> {
    if let Some(browser) = asked_for {
        browser.ensure_in_sight()?;
        return Ok((vec![browser], Vec::new()));
    }
    let mut browsers = Vec::new();
    let mut missing = Vec::new();
    match Browser::Chromium.ensure_in_sight() {
        Ok(()) => browsers.push(Browser::Chromium),
        Err(error) => missing.push(format!("Chromium takes no part: {error:#}.")),
    }
    if Browser::Firefox.is_installed() {
        Browser::Firefox.ensure_in_sight().context("Firefox is there, but not its driver")?;
        browsers.push(Browser::Firefox);
    } else {
        missing.push("Firefox takes no part, because it is not installed.".into());
    }
    Ok((browsers, missing))
}
