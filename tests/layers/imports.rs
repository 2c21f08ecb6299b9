//! What a file names in other files.

use std::collections::BTreeSet;

use super::tokens::{Token, code, end_of_attribute, end_of_brackets, is_word};

/// A module: a file, or a module within a file.
#[derive(Debug, Default)]
pub struct Module {
    /// The modules around it within the file, and its own name; empty for the file itself.
    pub within: Vec<String>,
    /// The modules that it declares.
    pub children: BTreeSet<String>,
    pub uses: Vec<Use>,
    /// The paths that it names outside of `use`.
    pub paths: Vec<Path>,
    /// The words that stand alone, or begin a path.
    pub words: BTreeSet<String>,
}

/// A name that a `use` imports; `None` for all names of a module.
#[derive(Debug)]
pub struct Use {
    pub path: Path,
    pub name: Option<String>,
    /// Whether other modules may use it from here.
    pub is_public: bool,
}

/// A path, and the line on which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub segments: Vec<String>,
    pub line: usize,
}

/// Reads the modules of a file. The first is the file itself.
pub fn read(source: &str) -> Vec<Module> {
    let tokens = code(source);
    let mut reader = Reader { tokens: &tokens, at: 0, done: Vec::new() };
    reader.module(Vec::new());
    reader.done.sort_by_key(|module| module.within.len());
    reader.done
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    done: Vec<Module>,
}

impl<'a> Reader<'a> {
    /// Reads a module up to its last bracket.
    fn module(&mut self, within: Vec<String>) {
        let mut module = Module { within, ..Module::default() };
        let mut open = 0;
        while let Some(token) = self.tokens.get(self.at) {
            match token.text {
                "}" if open == 0 => break,
                "{" => open += 1,
                "}" => open -= 1,
                "mod" if [";", "{"].contains(&self.text(2)) => {
                    self.child(&mut module);
                    continue;
                }
                // In `impl Future + use<'a>` it imports nothing.
                "use" if self.text(1) != "<" => {
                    let is_public = self.at > 0 && ["pub", ")"].contains(&self.before(1));
                    self.at += 1;
                    self.tree(&[], is_public, &mut module.uses);
                    continue;
                }
                text if is_word(text) => {
                    self.path(&mut module);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.done.push(module);
    }

    /// Reads the declaration of a module, and its content if that follows.
    fn child(&mut self, module: &mut Module) {
        let name = self.text(1).to_owned();
        let is_here = self.text(2) == "{";
        self.at += 3;
        if is_here {
            let within = module.within.iter().cloned().chain([name.clone()]).collect();
            self.module(within);
            self.at += 1;
        }
        module.children.insert(name);
    }

    /// Reads a branch of what comes after `use`.
    fn tree(&mut self, stem: &[String], is_public: bool, uses: &mut Vec<Use>) {
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        let mut segments = stem.to_vec();
        loop {
            match self.text(0) {
                "::" => self.at += 1,
                "{" => {
                    self.at += 1;
                    while !["}", ""].contains(&self.text(0)) {
                        self.tree(&segments, is_public, uses);
                        self.at += usize::from(self.text(0) == ",");
                    }
                    self.at += 1;
                    return;
                }
                "*" => {
                    self.at += 1;
                    uses.push(Use { path: Path { segments, line }, name: None, is_public });
                    return;
                }
                // `self` in braces is the module itself.
                "self" if !stem.is_empty() && segments.len() == stem.len() => self.at += 1,
                text if is_word(text) && text != "as" => {
                    segments.push(text.to_owned());
                    self.at += 1;
                }
                text => {
                    let mut name = segments.last().cloned();
                    if text == "as" {
                        name = Some(self.text(1).to_owned());
                        self.at += 2;
                    } else if ![",", "}", ";", ""].contains(&text) {
                        // No path can hold this token: a macro writes one here.
                        self.at += 1;
                        continue;
                    }
                    uses.push(Use { path: Path { segments, line }, name, is_public });
                    return;
                }
            }
        }
    }

    /// Reads a word, and the path that begins with it, if one does.
    fn path(&mut self, module: &mut Module) {
        let first = self.tokens[self.at];
        let (before, is_crate) = (self.before(1), first.text == "crate");
        self.at += 1;
        // This is a method, the end of a path that begins otherwise, or a macro's argument.
        if [".", "::"].contains(&before) || (before == "$" && !is_crate) {
            return;
        }
        let mut segments = vec![first.text.to_owned()];
        module.words.insert(first.text.to_owned());
        while self.text(0) == "::" && is_word(self.text(1)) {
            segments.push(self.text(1).to_owned());
            self.at += 2;
        }
        if segments.len() > 1 {
            module.paths.push(Path { segments, line: first.line });
        }
    }

    /// The token `further` places ahead; empty if there is none.
    fn text(&self, further: usize) -> &'a str {
        self.tokens.get(self.at + further).map_or("", |token| token.text)
    }

    /// The token `places` places back.
    fn before(&self, places: usize) -> &'a str {
        self.at.checked_sub(places).map_or("", |at| self.tokens[at].text)
    }
}

/// The lines that export something to JavaScript. An `extern` block imports and is no export.
pub fn exports(source: &str) -> Vec<usize> {
    let tokens = code(source);
    let mut exports = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(mut end) = end_of_attribute(&tokens, at) else {
            at += 1;
            continue;
        };
        let is_bound = tokens[at..end].iter().any(|token| token.text == "wasm_bindgen");
        let line = tokens[at].line;
        at = end;
        if !is_bound {
            continue;
        }
        while let Some(next) = end_of_attribute(&tokens, end) {
            end = next;
        }
        if tokens.get(end).is_some_and(|token| token.text == "extern") {
            at = end_of_brackets(&tokens, end + 1);
        } else {
            exports.push(line);
        }
    }
    exports
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that a source imports, each with its path.
    fn uses(source: &str) -> Vec<String> {
        let modules = read(source);
        let uses = modules.iter().flat_map(|module| &module.uses).map(|found| {
            let name = found.name.as_deref().unwrap_or("*");
            let how = if found.is_public { "pub " } else { "" };
            format!("{how}{name} = {}", found.path.segments.join("::"))
        });
        uses.collect()
    }

    fn paths(source: &str) -> Vec<String> {
        let modules = read(source);
        let paths = modules.iter().flat_map(|module| &module.paths);
        paths.map(|path| format!("{} {}", path.line, path.segments.join("::"))).collect()
    }

    #[test]
    fn each_name_in_brackets_is_an_import() {
        assert_eq!(uses("use crate::a::B;"), ["B = crate::a::B"]);
        assert_eq!(
            uses("use super::{a::{self, B as C}, d};"),
            ["a = super::a", "C = super::a::B", "d = super::d"]
        );
        assert_eq!(uses("use super::a::*; use ::b::C;"), ["* = super::a", "C = b::C"]);
        assert_eq!(
            uses("use self::a::B; use super::{self as c};"),
            ["B = self::a::B", "c = super"]
        );
    }

    #[test]
    fn what_is_handed_on_is_public() {
        assert_eq!(uses("pub use a::B;"), ["pub B = a::B"]);
        assert_eq!(uses("#[x] pub(crate) use a::B;"), ["pub B = a::B"]);
        assert_eq!(uses("mod a; #[x] use a::B;"), ["B = a::B"]);
    }

    #[test]
    fn a_capture_is_no_import() {
        assert!(uses("fn a() -> impl B + use<'a, T> {}").is_empty());
    }

    #[test]
    fn paths_within_code_are_read_with_their_line() {
        assert_eq!(
            paths("fn a() {\n crate::b::c(d.e::<super::F>(), g);\n}"),
            ["2 crate::b::c", "2 super::F"]
        );
        assert_eq!(paths("$crate::a::B; $module::C"), ["1 crate::a::B"]);
        assert!(paths("// crate::a\n \"crate::b\"").is_empty());
    }

    #[test]
    fn a_module_within_a_file_has_paths_of_its_own() {
        let modules = read("mod a; mod b { use super::C; mod d {} } use e::F;");
        let within: Vec<_> = modules.iter().map(|module| module.within.join("::")).collect();
        assert_eq!(within, ["", "b", "b::d"]);
        assert_eq!(modules[0].children.iter().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(modules[0].uses.len(), 1);
        assert_eq!(modules[1].uses.len(), 1);
    }

    #[test]
    fn exports_are_told_from_imports() {
        assert_eq!(exports("#[wasm_bindgen]\n#[must_use]\npub fn a() {}"), [1]);
        assert_eq!(exports("#[x]\n#[wasm_bindgen(start)]\nfn a() {}"), [2]);
        assert_eq!(exports("#[wasm_bindgen]\nextern \"C\" {\n#[wasm_bindgen(x)]\ntype A; }"), []);
        assert_eq!(exports("#[derive(A)] struct B; use wasm_bindgen::prelude::*;"), []);
    }
}
