//! Measures Coroscope beside its peers, in pages and processes that are already there or easily
//! started; `cargo xtask bench` calls it.
//!
//! ```text
//! options ──▶ contestants ──▶ rounds of works ──▶ tables ──▶ goals, text, data, a page of plots
//! ```

mod against;
mod answer;
mod contestants;
mod first_view;
mod listings;
mod numbers;
mod options;
mod own_page;
mod panning;
mod report;
mod rounds;
mod scale;
mod works;

use std::process::{Command, ExitCode};

use anyhow::{Result, bail, ensure};

use contestants::Host;
use options::Options;
use report::{Report, Table, print_table};

fn main() -> ExitCode {
    let fail = |error: anyhow::Error, code| {
        eprintln!("error: {error:#}");
        ExitCode::from(code)
    };
    let asked = Options::read(lexopt::Parser::from_env())
        .and_then(|options| wanted(&options).map(|wanted| (options, wanted)));
    match asked.map(|(options, wanted)| run(&options, &wanted)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => fail(error, 1),
        // The arguments were wrong.
        Err(error) => fail(error, 2),
    }
}

/// The works that contestants do, each with its sizes.
type Wanted = Vec<(works::Work, works::Case)>;

fn wanted(options: &Options) -> Result<Wanted> {
    let mut wanted = Wanted::new();
    for work in works::WORKS {
        let cases = (work.cases)(options.quick).into_iter();
        let cases = cases.filter(|case| options.wants(work.name, &case.id));
        wanted.extend(cases.map(|case| (*work, case)));
    }
    let others = [visits, pans, scales, lists, compares];
    if wanted.is_empty() && !others.iter().any(|asked| asked(options)) {
        let mut names: Vec<&str> = works::WORKS.iter().map(|work| work.name).collect();
        names.extend([panning::NAME, scale::NAME, listings::NAME, against::NAME]);
        bail!("there is no such work: there are {} and {}", names.join(", "), first_view::NAME);
    }
    Ok(wanted)
}

/// Whether to measure how soon the page is usable.
fn visits(options: &Options) -> bool {
    options.wants(first_view::NAME, first_view::NAME)
}

/// Whether to measure moving about in a large run.
fn pans(options: &Options) -> bool {
    options.wants(panning::NAME, panning::NAME)
}

/// Whether to measure very many coroutines in the page.
fn scales(options: &Options) -> bool {
    options.wants(scale::NAME, scale::NAME)
}

/// Whether to measure Python in the page.
fn lists(options: &Options) -> bool {
    options.wants(listings::NAME, listings::NAME)
}

/// Whether to measure the page against another one.
fn compares(options: &Options) -> bool {
    options.against_urls.len() == 2 && options.wants(against::NAME, against::NAME)
}

fn run(options: &Options, wanted: &Wanted) -> Result<()> {
    let (mut hosts, missing) = match wanted.is_empty() {
        // What is left has browsers of its own.
        true => (Vec::new(), options.missing.clone()),
        false => contestants::gather(options)?,
    };
    for sentence in &missing {
        println!("{sentence}");
    }
    let conditions = conditions(options, &hosts);
    let mut tables = Vec::new();
    for (work, case) in wanted {
        let runs = rounds::run(case, &mut hosts, options.rounds);
        keep((work.tables)(case, &runs), &mut tables);
    }
    // This ends the browsers of the contestants before the browsers that visit the page start.
    drop(hosts);
    if pans(options) {
        keep(panning::measure(options), &mut tables);
    }
    if scales(options) {
        keep(scale::measure(options), &mut tables);
    }
    if lists(options) {
        keep(listings::measure(options), &mut tables);
    }
    if visits(options) {
        keep(first_view::measure(options), &mut tables);
    }

    if compares(options) {
        keep(against::measure(options)?, &mut tables);
    }

    let report = Report { tables, missing, conditions };
    report.print_goals();
    report.write(&options.out)?;
    println!("\nEvery figure: {}", options.out.join("bench.json").display());
    println!("Plots:        {}", options.out.join("index.html").display());
    let failures = report.failures();
    ensure!(failures == 0, "{failures} contestants failed at something: see above");
    Ok(())
}

/// Prints tables as soon as they are complete, because a whole run takes minutes.
fn keep(more: Vec<Table>, tables: &mut Vec<Table>) {
    more.iter().for_each(print_table);
    tables.extend(more);
}

/// The conditions of the measurement.
fn conditions(options: &Options, hosts: &[Box<dyn Host>]) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> =
        hosts.iter().map(|host| (host.name(), host.version().to_owned())).collect();
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let rustc = rustc.unwrap_or_else(|_| "unknown".into());
    all.push(("rustc", rustc.trim_start_matches("rustc ").to_owned()));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    all.push(("cores", cores.to_string()));
    all.push(("system", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)));
    if compares(options) {
        all.push(("against", options.against_name.clone()));
    }
    all.push(("rounds", options.rounds.to_string()));
    all.push(("quick", options.quick.to_string()));
    all
}
