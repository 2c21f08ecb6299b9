//! Runs as files that the page opens. `docs/FORMAT.md` describes them, byte by byte.

#[cfg(test)]
mod tests;

use crate::crc::crc_32;
use crate::json;
use crate::runtime::trace::{End, Trace, short};

/// The first line: version 1 of the file, a trace as a whole.
const MAGIC: &str = "coroscope-run 1\n";

/// So many bytes of sources are written: the page reads 4 MiB of what is before the trace, and a
/// character may take six times as much there.
const MOST_SOURCES: usize = 512 * 1024;

/// A run of your own coroutines, to be saved as a file that ends in `.coroscope`. The page opens it
/// under “Open a run…”, or when it is dropped there: to be stepped through, explained and drawn
/// as any other.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log};
/// use coroscope::saved::RunFile;
///
/// let trace = simulate(Options::default(), async { log("hello") });
/// let bytes = RunFile::new(&trace, "shop").variant("careful").source(file!(), "…").to_bytes();
/// assert!(bytes.starts_with(b"coroscope-run 1\n"));
/// // std::fs::write("shop.coroscope", bytes)?;
/// ```
#[derive(Clone, Debug)]
#[must_use = "it writes nothing by itself"]
pub struct RunFile<'a> {
    trace: &'a Trace,
    program: String,
    variant: String,
    sources: Vec<Source>,
}

/// The text of a file, as it stands in the head.
#[derive(Clone, Debug, serde::Serialize)]
struct Source {
    file: String,
    text: String,
}

impl<'a> RunFile<'a> {
    /// The file of a run of the program with this name.
    pub fn new(trace: &'a Trace, program: impl Into<String>) -> Self {
        Self { trace, program: program.into(), variant: String::new(), sources: Vec::new() }
    }

    /// Says which way to do its work this was: it stands beside the name of the program.
    pub fn variant(mut self, variant: impl Into<String>) -> Self {
        self.variant = variant.into();
        self
    }

    /// Adds a listing: a file as the compiler names it, and its text. In the file itself these are
    /// `file!()` and `include_str!("name.rs")`. Without listings the page shows the numbers of lines.
    ///
    /// Past 512 KiB in all, further texts are left out.
    pub fn source(mut self, file: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        let before: usize = self.sources.iter().map(|source| source.text.len()).sum();
        if before.saturating_add(text.len()) <= MOST_SOURCES {
            self.sources.push(Source { file: short(file).to_owned(), text });
        }
        self
    }

    /// The whole file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let trace = self.trace.without_driver().to_bytes();
        let life = match self.trace.end() {
            Some(End::Panicked { .. }) => "failed",
            Some(End::Stopped) | None => "stopped",
            Some(_) => "ended",
        };
        let head = Head {
            program: &self.program,
            variant: &self.variant,
            elsewhere: true,
            life,
            app: env!("CARGO_PKG_VERSION"),
            sources: &self.sources,
            bytes: trace.len() as u64,
            check: crc_32(&trace),
        };
        let head = json::text(&head);
        [MAGIC.as_bytes(), head.as_bytes(), b"\n", &trace].concat()
    }
}

/// The second line.
#[derive(serde::Serialize)]
struct Head<'a> {
    program: &'a str,
    variant: &'a str,
    /// It is of no program of the page, whatever it is called.
    elsewhere: bool,
    life: &'static str,
    app: &'static str,
    sources: &'a [Source],
    bytes: u64,
    check: u32,
}
