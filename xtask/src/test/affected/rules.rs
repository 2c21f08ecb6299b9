//! The rules: which paths affect what. The first rule that fits counts, so special rules come first.

use super::groups::{
    BENCH, BUILD, DRAWN, EVERY_CHECK, OVERALL, RUST, SITE, TESTED_RUST, WALKERS, WASM,
};

/// What a change of some paths can make false.
#[derive(Debug)]
pub struct Rule {
    /// Patterns, see [`super::paths`].
    pub paths: &'static [&'static str],
    /// The checks, without those of the page, which follow from the claims.
    pub checks: &'static [&'static [&'static str]],
    /// The claims, in both browsers.
    pub claims: Claims,
}

/// Some of the claims in `tests/page/`.
#[derive(Debug, Clone, Copy)]
pub enum Claims {
    /// No claims.
    None,
    /// All claims.
    All,
    /// The claims in these files.
    In(&'static [&'static [&'static str]]),
    /// The claims in the changed file itself, and in the files that use something of it.
    Own,
    /// The claims that name the changed program, and those that go through all programs.
    OfProgram,
}

/// The rules. Rooms of `www/` that much else uses affect all claims.
pub static RULES: &[Rule] = &[
    // Texts, and scripts that are run by hand. Tests compare the tables of rooms in the texts with
    // `src/` and `www/`.
    Rule { paths: &["CONTRIBUTING.md"], checks: &[&["native", "node"]], claims: Claims::None },
    // Its listings in Rust are files that are tested.
    Rule { paths: &["README.md"], checks: &[&["native"]], claims: Claims::None },
    // Its reader and its writer are run.
    Rule { paths: &["docs/FORMAT.md"], checks: &[&["native", "python"]], claims: Claims::None },
    Rule {
        paths: &["*.md", "LICENSE-*", "docs/**", "findings/**", ".gitignore"],
        checks: &[],
        claims: Claims::None,
    },
    // Only public CI can check what it does, but tests check that it is complete.
    Rule {
        paths: &[".github/**", ".ci/**", "deny.toml"],
        checks: &[&["native"]],
        claims: Claims::None,
    },
    Rule { paths: &["rustfmt.toml"], checks: &[&["format"]], claims: Claims::None },
    Rule { paths: &["tsconfig.json"], checks: &[&["types"]], claims: Claims::None },
    Rule { paths: &["webdriver.json"], checks: &[WASM], claims: Claims::None },
    // What everything is compiled with.
    Rule {
        paths: &["Cargo.toml", "Cargo.lock", "**/Cargo.toml", ".cargo/**", "rust-toolchain.toml"],
        checks: &[EVERY_CHECK],
        claims: Claims::All,
    },
    // Programs.
    Rule {
        paths: &["src/programs/mod.rs", "src/programs/params.rs", "src/programs/listing.rs"],
        checks: &[EVERY_CHECK],
        claims: Claims::All,
    },
    Rule {
        paths: &["src/programs/*.rs"],
        checks: &[TESTED_RUST, WASM, SITE, BENCH],
        claims: Claims::OfProgram,
    },
    Rule {
        paths: &["src/programs/*.py", "src/programs/*.lines"],
        checks: &[&["native"], SITE],
        claims: Claims::OfProgram,
    },
    // What is said of them to whoever reads Python.
    Rule {
        paths: &["src/programs/in_python.md"],
        checks: &[&["native", "node"], SITE],
        claims: Claims::In(&[&["source"]]),
    },
    // The package for Python, which the page has as well.
    Rule {
        paths: &["python/coroscope/**"],
        // It runs the listings of the catalog, too.
        checks: &[&["native", "python", "build"]],
        claims: Claims::In(&[&["python_engine", "python_wall"]]),
    },
    Rule { paths: &["python/**"], checks: &[&["python"]], claims: Claims::None },
    // Everything else that becomes wasm.
    Rule { paths: &["src/**"], checks: &[EVERY_CHECK], claims: Claims::All },
    // Tests.
    // It names all files of claims, and xtask's own tests compare them with these rules.
    Rule { paths: &["tests/page/main.rs"], checks: &[RUST, &["native"]], claims: Claims::All },
    Rule { paths: &["tests/page/*.rs"], checks: &[RUST], claims: Claims::Own },
    // It compares real runs with simulated runs, in claims and in tests with wasm.
    Rule {
        paths: &["tests/agreement.rs"],
        checks: &[TESTED_RUST, WASM],
        claims: Claims::In(&[&["agreeing", "places"]]),
    },
    // Read by tests in Rust and in JavaScript.
    Rule { paths: &["tests/*.json"], checks: &[&["native", "node"]], claims: Claims::None },
    // Files that are read natively, in node and in the page.
    Rule {
        paths: &["tests/saved/**", "tests/saved.rs"],
        checks: &[RUST, &["native", "node", "python"]],
        claims: Claims::In(&[&["opening"]]),
    },
    Rule { paths: &["tests/viewers/**"], checks: &[&["viewers", "lint"]], claims: Claims::None },
    Rule { paths: &["tests/www/**"], checks: &[&["node", "lint"]], claims: Claims::None },
    Rule {
        paths: &[
            "tests/simulation/**",
            "tests/catalog/**",
            "tests/asyncio/**",
            "tests/asyncio_records/**",
            "tests/cpython.rs",
            "tests/format.rs",
            "tests/own_program.rs",
            "examples/**",
            "tests/record_memory.rs",
            "tests/random.rs",
            "tests/layers/**",
        ],
        checks: &[RUST, &["clippy-wasm", "native", "lint"]],
        claims: Claims::None,
    },
    Rule {
        paths: &["tests/browser.rs", "tests/worker.rs", "tests/driving/**", "tests/queue/**"],
        checks: &[RUST, WASM, &["native"]],
        claims: Claims::None,
    },
    // The rooms of the page.
    Rule {
        paths: &["www/cursor/**"],
        checks: &[SITE, BENCH],
        claims: Claims::In(&[
            OVERALL,
            DRAWN,
            &["guessing", "orders", "places", "source", "top_stories"],
        ]),
    },
    Rule {
        paths: &["www/guess/**"],
        checks: &[SITE],
        claims: Claims::In(&[OVERALL, &["comparing", "countdown", "guessing", "runs"]]),
    },
    Rule {
        paths: &["www/editor/**"],
        checks: &[SITE],
        claims: Claims::In(&[&[
            "editor",
            "own",
            "own_ends",
            "own_links",
            "own_looks",
            "own_sliders",
        ]]),
    },
    Rule {
        paths: &["www/own/**", "www/listings.js", "www/article.*"],
        checks: &[SITE],
        claims: Claims::In(&[&[
            "own",
            "own_ends",
            "own_links",
            "own_looks",
            "own_sliders",
            "articles",
        ]]),
    },
    Rule { paths: &["www/help/**"], checks: &[SITE], claims: Claims::In(&[OVERALL, DRAWN]) },
    Rule {
        paths: &["www/orders/**"],
        checks: &[SITE],
        claims: Claims::In(&[
            OVERALL,
            &[
                "agreeing",
                "comparing",
                "crashing",
                "cursor",
                "guessing",
                "orders",
                "line_marks",
                "playing",
                "runs",
            ],
        ]),
    },
    Rule {
        paths: &["www/offline/**"],
        checks: &[SITE],
        claims: Claims::In(&[OVERALL, &["isolation", "places", "workers"]]),
    },
    Rule {
        paths: &["www/runs/**"],
        checks: &[SITE],
        claims: Claims::In(&[OVERALL, DRAWN, &["catalog", "guessing", "orders", "source"]]),
    },
    // A native test compares its listings with files that are tested.
    Rule {
        paths: &["www/export/rust_app.js"],
        checks: &[&["native"], SITE],
        claims: Claims::In(&[&["exporting"]]),
    },
    Rule {
        paths: &["www/export/**"],
        checks: &[SITE],
        claims: Claims::In(&[OVERALL, DRAWN, &["catalog", "opening", "orders", "places"]]),
    },
    Rule {
        paths: &["www/zooming/**"],
        checks: &[SITE, BENCH],
        claims: Claims::In(&[OVERALL, DRAWN, &["guessing", "killing", "orders", "places"]]),
    },
    // The catalog is tested with this data natively as well.
    Rule {
        paths: &["www/data/**"],
        checks: &[&["native"], WASM, SITE],
        claims: Claims::In(&[OVERALL, WALKERS, &["top_stories"]]),
    },
    Rule {
        paths: &["www/python/**"],
        checks: &[&["native"], SITE],
        claims: Claims::In(&[&[
            "offline",
            "own",
            "own_ends",
            "own_links",
            "policy",
            "python_engine",
            "python_wall",
        ]]),
    },
    Rule {
        paths: &["www/icons/**"],
        checks: &[SITE],
        claims: Claims::In(&[OVERALL, &["isolation"]]),
    },
    // Native tests run the listings that it makes.
    Rule {
        paths: &["www/model/twin.js"],
        checks: &[&["native"], SITE, BENCH],
        claims: Claims::All,
    },
    Rule {
        paths: &["www/actions/**", "www/model/**", "www/results/**", "www/styles/**", "www/ui/**"],
        checks: &[SITE, BENCH],
        claims: Claims::All,
    },
    // They have names and numbers of Rust, which native tests compare.
    Rule {
        paths: &["www/paint/**", "www/run/**", "www/timeline/**"],
        checks: &[SITE, BENCH, &["native"]],
        claims: Claims::All,
    },
    Rule { paths: &["www/views/**", "www/*"], checks: &[SITE, BENCH], claims: Claims::All },
    // The benchmark.
    Rule {
        paths: &[
            "bench/**",
            "xtask/measure/**",
            "xtask/src/against.rs",
            "xtask/src/bench.rs",
            "xtask/src/recorders.rs",
            "xtask/src/test/bench.rs",
        ],
        checks: &[TESTED_RUST, &["lint"], BENCH],
        claims: Claims::None,
    },
    // What drives a browser.
    Rule {
        paths: &["xtask/browser/**", "xtask/features/**"],
        checks: &[TESTED_RUST, BENCH],
        claims: Claims::All,
    },
    // What makes the page, and what serves it.
    Rule {
        paths: &[
            "xtask/src/python/**",
            "xtask/src/wasm/**",
            "xtask/src/site/**",
            "xtask/src/folder.rs",
        ],
        checks: &[TESTED_RUST, SITE, WASM, BENCH],
        claims: Claims::All,
    },
    Rule { paths: &["xtask/src/serve/**"], checks: &[TESTED_RUST, BENCH], claims: Claims::All },
    // The checks themselves.
    Rule {
        paths: &["xtask/src/test/build.rs", "xtask/src/test/types.rs"],
        checks: &[TESTED_RUST, BUILD],
        claims: Claims::None,
    },
    Rule {
        paths: &["xtask/src/test/clippy.rs"],
        checks: &[TESTED_RUST, &["clippy-wasm"]],
        claims: Claims::None,
    },
    Rule {
        paths: &["xtask/src/test/node.rs", "xtask/src/test/viewers.rs"],
        checks: &[TESTED_RUST, &["node", "viewers"]],
        claims: Claims::None,
    },
    Rule {
        paths: &["xtask/src/test/python.rs"],
        checks: &[TESTED_RUST, &["python"]],
        claims: Claims::None,
    },
    Rule {
        paths: &[
            "xtask/src/test/lint.rs",
            "xtask/src/format.rs",
            ".oxlintrc.jsonc",
            ".oxfmtrc.jsonc",
        ],
        checks: &[TESTED_RUST, &["lint"]],
        claims: Claims::None,
    },
    Rule { paths: &["xtask/src/test/wasm.rs"], checks: &[TESTED_RUST, WASM], claims: Claims::None },
    Rule {
        paths: &[
            "xtask/src/test/page.rs",
            "xtask/src/test/prebuilt.rs",
            "xtask/src/test/sites.rs",
            "xtask/src/test/visible.rs",
        ],
        checks: &[TESTED_RUST],
        claims: Claims::All,
    },
    Rule {
        paths: &[
            "xtask/src/test/affected/**",
            "xtask/src/test/board.rs",
            "xtask/src/test/count.rs",
            "xtask/src/test/docs.rs",
            "xtask/src/test/format.rs",
            "xtask/src/test/native.rs",
            "xtask/src/test/second_looks.rs",
            "xtask/src/test/shard.rs",
            "xtask/src/test/summary.rs",
            "xtask/src/test/workflows.rs",
        ],
        checks: &[TESTED_RUST],
        claims: Claims::None,
    },
    // The command line, and what only it uses.
    Rule {
        paths: &[
            "xtask/src/cli.rs",
            "xtask/src/lib.rs",
            "xtask/src/main.rs",
            "xtask/src/progress.rs",
            "xtask/src/screenshot.rs",
            "xtask/src/usage.rs",
        ],
        checks: &[TESTED_RUST],
        claims: Claims::None,
    },
    // What everything else needs: processes, tools, npm's packages, the runner of the checks.
    Rule { paths: &["xtask/npm/**", "xtask/src/**"], checks: &[EVERY_CHECK], claims: Claims::All },
];
