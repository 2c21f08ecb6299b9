//! The JavaScript and TypeScript around the wasm, in wasm-pack's `--target web` shape.

use std::fs;
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
        .with_context(|| format!("cannot generate the glue for {}", wasm.display()))?;
    if release {
        let glue = out.join(format!("{}.js", options.package));
        let text = fs::read_to_string(&glue).context("cannot read the glue")?;
        fs::write(&glue, without_docs(&text)).context("cannot write the glue")?;
    }
    Ok(())
}

/// The glue without its doc comments. Editors read them in the `.d.ts`; whoever opens the page need
/// not download them.
fn without_docs(glue: &str) -> String {
    let mut is_doc = false;
    let mut text = String::with_capacity(glue.len());
    for line in glue.split_inclusive('\n') {
        is_doc |= line.trim_start().starts_with("/**");
        if !is_doc {
            text.push_str(line);
        }
        is_doc &= !line.trim_end().ends_with("*/");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doc_comments_are_left_out_and_nothing_else() {
        let glue = "/* self-types */\n/**\n * Runs.\n */\nexport class Run {\n    /** Stops. */\n    \
                    stop() { return 2 ** 3; } // at once\n}\n";
        let kept =
            "/* self-types */\nexport class Run {\n    stop() { return 2 ** 3; } // at once\n}\n";
        assert_eq!(without_docs(glue), kept);
    }
}
