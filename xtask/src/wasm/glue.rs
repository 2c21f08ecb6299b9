//! The JavaScript and TypeScript around the wasm, in wasm-pack's `--target web` shape.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{Options, Profile};

/// Writes `NAME.js`, `NAME.d.ts` and `NAME_bg.wasm` into `out`, where NAME is the package.
pub fn generate(wasm: &Path, out: &Path, options: &Options) -> Result<()> {
    let release = options.profile == Profile::Release;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(options.package).typescript(true);
    bindgen.web(true)?;
    // wasm-opt still wants the names of the target's features, which lie in a section of their own.
    bindgen.debug(!release).remove_name_section(release).remove_producers_section(release);
    // `init(new URL("coroscope_bg.wasm", import.meta.url))` by default: the page need not know.
    bindgen.omit_default_module_path(false);
    bindgen
        .generate(out)
        .with_context(|| format!("cannot generate the glue for {}", wasm.display()))
}
