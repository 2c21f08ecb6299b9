//! The contestants: the ways to run coroutines, each in the host that runs it.

mod cpython;
mod host;
mod in_page;

use anyhow::Result;

pub use cpython::CPython;
pub use host::{Contestant, Host, PEERS, Way, in_short};
pub use in_page::InPage;

use crate::options::Options;

/// The hosts of a benchmark.
pub type Hosts = Vec<Box<dyn Host>>;

/// All hosts that can run here, and sentences about those that cannot.
pub fn gather(options: &Options) -> Result<(Hosts, Vec<String>)> {
    let mut hosts: Hosts = Vec::new();
    let mut missing = options.missing.clone();
    for engine in &options.engines {
        hosts.push(Box::new(InPage::open(*engine, &options.bench_url, options.pyodide)?));
    }
    match CPython::start(&options.python) {
        Ok(python) => hosts.push(Box::new(python)),
        Err(error) => missing.push(format!("CPython takes no part: {error:#}.")),
    }
    if !options.pyodide {
        missing.push("Pyodide takes no part unless asked for: --with-pyodide.".into());
    }
    Ok((hosts, missing))
}
