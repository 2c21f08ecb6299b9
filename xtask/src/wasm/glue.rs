//! The JavaScript and TypeScript around the wasm, in wasm-pack's `--target web` shape.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::options::{Options, Profile};

/// Writes `NAME.js`, `NAME.d.ts` and `NAME_bg.wasm` into `out`, where NAME is the package.
pub fn generate(wasm: &Path, out: &Path, options: &Options) -> Result<()> {
    let release = options.profile == Profile::Release;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(options.package).typescript(true);
    bindgen.web(true)?;
    // The names of the target's features, in a section of their own, stay: wasm-opt needs them.
    bindgen.debug(!release).remove_name_section(release).remove_producers_section(release);
    // By default the glue finds `coroscope_bg.wasm` beside itself, so the page need not name it.
    bindgen.omit_default_module_path(false);
    bindgen
        .generate(out)
        .with_context(|| format!("cannot generate the glue for {}", wasm.display()))?;
    let glue = out.join(format!("{}.js", options.package));
    let mut text = fs::read_to_string(&glue).context("cannot read the glue")?;
    if release {
        text = without_docs(&text);
    }
    if options.package == super::PAGE {
        text = with_parts(&text)?;
        let types = out.join(format!("{}.d.ts", options.package));
        let mut declared = fs::read_to_string(&types).context("cannot read the types")?;
        declared.push_str(PARTS_TYPES);
        fs::write(&types, declared).context("cannot write the types")?;
    }
    fs::write(&glue, text).context("cannot write the glue")
}

/// What stands before the version in the glue: a text, because a minifier writes all else anew.
pub const BEFORE_VERSION: &str = "version of the page: ";

/// What is added to the glue: the version of the page, which `site::kept` fills in, and the functions
/// that let the first part ask for the others.
const PARTS: &str = r#"
export const build = "version of the page: ";

let missing = (part) => { throw new Error(`The part "${part}" was not loaded.`); };

export function on_missing(load) {
    missing = load;
}
"#;

const PARTS_TYPES: &str = r#"
/**
 * The version of the whole page, as its last build has listed it: pages and workers compare it, so
 * that two versions never run together.
 */
export const build: string;

/**
 * Calls the function when another part than the first is needed before it is there. It has to
 * load that part before it returns. The whole module never calls it.
 */
export function on_missing(load: (part: "view" | "rest") => void): void;
"#;

/// The glue with imports for the first part of a split module.
fn with_parts(glue: &str) -> Result<String> {
    const IMPORTS: &str = "        \"./coroscope_bg.js\": import0,\n";
    ensure!(glue.matches(IMPORTS).count() == 1, "the glue has another shape than expected");
    let parts = format!(
        "{IMPORTS}        {}: {{ view: () => missing(\"view\"), rest: () => missing(\"rest\") }},\n",
        super::split::LOADER
    );
    Ok(glue.replace(IMPORTS, &parts) + PARTS)
}

/// The glue without its doc comments. Editors read them in the `.d.ts`, and visitors should not
/// download them.
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
    fn the_first_part_can_ask_for_others() {
        let glue = "    return {\n        \"./coroscope_bg.js\": import0,\n    };\n";
        let text = with_parts(glue).unwrap();
        assert!(
            text.contains("import0,\n        parts: { view: () => missing(\"view\")"),
            "{text}"
        );
        assert!(text.contains("export function on_missing(load)"), "{text}");
        with_parts("    return {};\n").unwrap_err();
    }

    #[test]
    fn doc_comments_are_left_out_and_nothing_else() {
        let glue = "/* self-types */\n/**\n * Runs.\n */\nexport class Run {\n    /** Stops. */\n    \
                    stop() { return 2 ** 3; } // at once\n}\n";
        let kept =
            "/* self-types */\nexport class Run {\n    stop() { return 2 ** 3; } // at once\n}\n";
        assert_eq!(without_docs(glue), kept);
    }
}
