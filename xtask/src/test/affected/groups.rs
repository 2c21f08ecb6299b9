//! Checks and claims that are affected together, as the rules name them.

/// All checks but those of the page.
pub const EVERY_CHECK: &[&str] = &[
    "format",
    "clippy",
    "clippy-wasm",
    "native",
    "docs",
    "node",
    "lint",
    "build",
    "types",
    "python",
    "viewers",
    "wasm-chromium",
    "wasm-firefox",
    "bench",
];

/// Rust that only runs natively and has no tests.
pub const RUST: &[&str] = &["format", "clippy"];
/// Rust with tests and documentation.
pub const TESTED_RUST: &[&str] = &["format", "clippy", "native", "docs"];
/// Rust that runs in browsers.
pub const WASM: &[&str] = &["clippy-wasm", "wasm-chromium", "wasm-firefox"];
/// The files in `www/`. The build lists them.
pub const SITE: &[&str] = &["node", "lint", "build", "types"];
/// What the benchmark measures.
pub const BENCH: &[&str] = &["bench"];
/// What the page is built of.
pub const BUILD: &[&str] = &["build", "types"];

/// Claims that go through all programs.
pub const WALKERS: &[&str] = &[
    "accessibility",
    "address",
    "agreeing",
    "catalog",
    "isolation",
    "layout",
    "offline",
    "orders",
    "parts",
    "source",
    "stage",
];

/// Claims that go over the whole page, whatever is on it.
pub const OVERALL: &[&str] = &[
    "accessibility",
    "address",
    "announcing",
    "controls",
    "embedding",
    "greetings",
    "help",
    "keyboard",
    "layout",
    "loading",
    "not_loaded",
    "offline",
    "parts",
    "policy",
    "printing",
    "stage",
    "stopping",
    "tables",
    "tabs",
];

/// Claims about what is drawn on the timeline, and about moving along it.
pub const DRAWN: &[&str] = &[
    "arrows",
    "blocking",
    "chess",
    "comparing",
    "countdown",
    "counts",
    "cursor",
    "exporting",
    "job_queue",
    "line_marks",
    "playing",
    "runs",
    "scale",
    "why",
    "workers",
    "zooming",
];
