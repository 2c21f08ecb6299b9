//! The table of all checks.

use super::check::{Check, Seat};
use super::workshop::Tool;
use super::{
    bench, build, clippy, docs, format, lint, native, node, page, python, types, viewers, wasm,
};

/// All checks. Those that run one after the other do so in this order, in which the summary has them:
/// first what is soon known, last what takes long and has seats of its own, so that the lane of a browser
/// that is done can help.
pub const CHECKS: &[Check] = &[
    Check {
        name: "format",
        about: "rustfmt has nothing to change",
        tools: &[],
        seat: Seat::Page,
        run: format::run,
    },
    Check {
        name: "node",
        about: "the page's pure modules, in node",
        tools: &[],
        seat: Seat::Page,
        run: node::run,
    },
    Check {
        name: "lint",
        about: "oxlint and oxfmt have nothing to say about the page's JavaScript",
        tools: &[Tool::Npm],
        seat: Seat::Page,
        run: lint::run,
    },
    Check {
        name: "build",
        about: "the page builds",
        tools: &[Tool::Target, Tool::Npm],
        seat: Seat::Page,
        run: build::run,
    },
    Check {
        name: "types",
        about: "the page's JSDoc types against the glue",
        tools: &[Tool::Target, Tool::Npm],
        seat: Seat::Page,
        run: types::run,
    },
    Check {
        name: "clippy",
        about: "clippy, natively",
        tools: &[],
        seat: Seat::Cargo,
        run: clippy::native,
    },
    Check {
        name: "clippy-wasm",
        about: "clippy, for browsers",
        tools: &[Tool::Target],
        seat: Seat::Wasm,
        run: clippy::wasm,
    },
    Check {
        name: "docs",
        about: "rustdoc without warnings",
        tools: &[Tool::Target],
        seat: Seat::Cargo,
        run: docs::run,
    },
    Check {
        name: "viewers",
        about: "runs that are exported open in the tools of others",
        tools: &[Tool::Target, Tool::Npm],
        seat: Seat::Page,
        run: viewers::run,
    },
    Check {
        name: "wasm-chromium",
        about: "wasm-bindgen tests in Chromium",
        tools: &[Tool::Target, Tool::Chromium, Tool::WasmPack, Tool::WasmBindgen],
        seat: Seat::Wasm,
        run: wasm::chromium,
    },
    Check {
        name: "wasm-firefox",
        about: "wasm-bindgen tests in Firefox",
        tools: &[Tool::Target, Tool::Firefox, Tool::WasmPack, Tool::WasmBindgen],
        seat: Seat::Wasm,
        run: wasm::firefox,
    },
    Check {
        name: "bench",
        about: "the benchmark works; no times are asserted",
        tools: &[Tool::Target, Tool::Chromium, Tool::Npm],
        seat: Seat::Page,
        run: bench::run,
    },
    Check {
        name: "native",
        about: "unit, property and documentation tests",
        tools: &[],
        seat: Seat::Cargo,
        run: native::run,
    },
    Check {
        name: "python",
        about: "the package for Python, with every Python that is found",
        tools: &[],
        seat: Seat::Page,
        run: python::run,
    },
    Check {
        name: "page-chromium",
        about: "the page in Chromium",
        tools: &[Tool::Target, Tool::Chromium, Tool::Npm],
        seat: Seat::Chromium,
        run: page::chromium,
    },
    Check {
        name: "page-firefox",
        about: "the page in Firefox",
        tools: &[Tool::Target, Tool::Firefox, Tool::Npm],
        seat: Seat::Firefox,
        run: page::firefox,
    },
    Check {
        name: "page-chromium-alone",
        about: "claims that want the machine for themselves, in Chromium",
        tools: &[Tool::Target, Tool::Chromium, Tool::Npm],
        seat: Seat::Machine,
        run: page::chromium_alone,
    },
    Check {
        name: "page-firefox-alone",
        about: "claims that want the machine for themselves, in Firefox",
        tools: &[Tool::Target, Tool::Firefox, Tool::Npm],
        seat: Seat::Machine,
        run: page::firefox_alone,
    },
];
