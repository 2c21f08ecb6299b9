//! Which file of a crate names something that another file defines.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{self, Module, Path, Use};

/// The files of a crate, and the arrows between them.
#[derive(Debug)]
pub struct Arrows {
    /// The name of each file, and the path of the module that it is.
    pub files: Vec<(String, Vec<String>)>,
    pub arrows: Vec<Arrow>,
}

/// An arrow: a file names something that another file defines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub from: usize,
    pub to: usize,
    pub line: usize,
    /// Whether the file only re-exports it. Then it does not need it itself.
    pub only_hands_on: bool,
    pub path: String,
}

impl Arrows {
    /// Reads files, each given with its name within `src/`. A file that no other file declares as a
    /// module, or only for tests, is left out.
    ///
    /// A path leads to the file that defines what it names, through any number of re-exports. A
    /// method is called without a path, so a call makes no arrow.
    pub fn of<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let read: Vec<(&str, Vec<String>, Vec<Module>)> = sources
            .into_iter()
            .map(|(name, source)| (name, module_path(name), imports::read(source)))
            .collect();
        let declared: BTreeSet<Vec<String>> = read.iter().flat_map(declared).collect();
        let mut tree = Tree::default();
        let mut files = Vec::new();
        for (name, path, modules) in read {
            if !(1..=path.len()).all(|length| declared.contains(&path[..length])) {
                continue;
            }
            for module in modules {
                let path = path.iter().chain(&module.within).cloned().collect();
                tree.0.insert(path, (files.len(), module));
            }
            files.push((name.to_owned(), path));
        }
        let found: BTreeSet<Arrow> = tree.0.keys().flat_map(|path| tree.arrows_of(path)).collect();
        Self { files, arrows: found.into_iter().collect() }
    }

    pub fn name(&self, file: usize) -> &str {
        &self.files[file].0
    }
}

/// The path of the module that a file is: `runtime/trace/mod.rs` is `runtime::trace`.
fn module_path(name: &str) -> Vec<String> {
    let mut path: Vec<String> =
        name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod" || last == "lib") {
        path.pop();
    }
    path
}

/// The modules that a file declares.
fn declared((_, path, modules): &(&str, Vec<String>, Vec<Module>)) -> Vec<Vec<String>> {
    let of = |module: &Module| {
        let parent: Vec<String> = path.iter().chain(&module.within).cloned().collect();
        let child = |child: &String| parent.iter().chain([child]).cloned().collect();
        module.children.iter().map(child).collect::<Vec<_>>()
    };
    modules.iter().flat_map(of).collect()
}

/// All modules of a crate, each with the number of its file.
#[derive(Debug, Default)]
struct Tree(BTreeMap<Vec<String>, (usize, Module)>);

/// What a path leads to.
enum Target {
    /// A module as a whole.
    Module(Vec<String>),
    /// Something that this module defines.
    Inside(Vec<String>),
}

impl Tree {
    fn arrows_of(&self, at: &[String]) -> Vec<Arrow> {
        let (from, module) = &self.0[at];
        let arrow = |path: &Path, target: &[String], only_hands_on: bool| {
            let (to, path_text) = (self.0[target].0, path.segments.join("::"));
            (to != *from).then_some(Arrow {
                from: *from,
                to,
                line: path.line,
                only_hands_on,
                path: path_text,
            })
        };
        let uses = module.uses.iter().filter_map(|found| {
            let only_hands_on = found.is_public
                && found.name.as_ref().is_none_or(|name| !module.words.contains(name));
            match (self.resolve(at, &found.path.segments, 0)?, found) {
                (Target::Inside(target), _) => arrow(&found.path, &target, only_hands_on),
                // A file that imports a module names its items by paths, which are read as such.
                (Target::Module(_), Use { name: Some(_), is_public: false, .. }) => None,
                (Target::Module(target), _) => arrow(&found.path, &target, only_hands_on),
            }
        });
        let paths =
            module.paths.iter().filter_map(|path| match self.resolve(at, &path.segments, 0)? {
                Target::Inside(target) => arrow(path, &target, false),
                Target::Module(_) => None,
            });
        uses.chain(paths).collect()
    }

    /// Follows a path from the module in which it stands. `None` if it leads out of the crate.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<Target> {
        let mut at = from.to_vec();
        let mut rest = path.iter();
        let first = path.first()?;
        match first.as_str() {
            "crate" => {
                at.clear();
                rest.next();
            }
            "self" => {
                rest.next();
            }
            "super" => {}
            name if self.has(&at, name) => {}
            _ => return None,
        }
        for segment in rest {
            if segment == "super" {
                at.pop()?;
            } else if self.0.get(&at)?.1.children.contains(segment) {
                at.push(segment.clone());
            } else if let Some(path) = self.brought_in(&at, segment) {
                // A macro is imported under its own name where it is defined.
                if path.len() == 1 || depth > 8 {
                    return Some(Target::Inside(at));
                }
                match self.resolve(&at, path, depth + 1)? {
                    Target::Module(module) => at = module,
                    inside => return Some(inside),
                }
            } else {
                return Some(Target::Inside(at));
            }
        }
        Some(Target::Module(at))
    }

    /// Whether a module has a name, as a child module or by a `use`.
    fn has(&self, module: &[String], name: &str) -> bool {
        let (_, found) = &self.0[module];
        found.children.contains(name) || self.brought_in(module, name).is_some()
    }

    /// The path by which a `use` imports a name.
    fn brought_in(&self, module: &[String], name: &str) -> Option<&[String]> {
        let (_, found) = self.0.get(module)?;
        let found = found.uses.iter().find(|found| found.name.as_deref() == Some(name))?;
        Some(&found.path.segments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The arrows between files, as `from > to`, in brackets where something is only re-exported.
    fn arrows(sources: &[(&str, &str)]) -> Vec<String> {
        let found = Arrows::of(sources.iter().copied());
        let show = |arrow: &Arrow| {
            let text = format!("{} > {}", found.name(arrow.from), found.name(arrow.to));
            if arrow.only_hands_on { format!("({text})") } else { text }
        };
        found.arrows.iter().map(show).collect()
    }

    #[test]
    fn a_path_leads_to_the_file_that_defines_what_it_names() {
        let room = ("a/mod.rs", "mod b; mod c; pub use b::B;");
        let (b, root) = (("a/b.rs", "pub struct B;"), ("lib.rs", "mod a; mod d;"));
        assert_eq!(
            arrows(&[root, room, b, ("a/c.rs", "use super::B;"), ("d.rs", "use crate::a::B;")]),
            ["(a/mod.rs > a/b.rs)", "a/c.rs > a/b.rs", "d.rs > a/b.rs"]
        );
        assert_eq!(
            arrows(&[
                root,
                room,
                b,
                ("a/c.rs", ""),
                ("d.rs", "use crate::a; fn f() { a::B::new() }")
            ]),
            ["(a/mod.rs > a/b.rs)", "d.rs > a/b.rs"]
        );
    }

    #[test]
    fn what_is_handed_on_and_needed_is_an_arrow() {
        assert_eq!(
            arrows(&[("lib.rs", "mod a; pub use a::A; fn f(a: A) {}"), ("a.rs", "")]),
            ["lib.rs > a.rs"]
        );
    }

    #[test]
    fn what_is_outside_of_the_crate_is_no_arrow() {
        let outside = "use std::fmt; use b::C; fn f() { fmt::Debug; Vec::new() }";
        assert!(arrows(&[("lib.rs", "mod a; struct Vec;"), ("a.rs", outside)]).is_empty());
    }

    #[test]
    fn tests_are_left_out() {
        let sources =
            [("lib.rs", "#[cfg(test)] mod tests; struct A;"), ("tests.rs", "use super::A;")];
        let found = Arrows::of(sources);
        assert!(found.arrows.is_empty());
        assert_eq!(found.files, [("lib.rs".to_owned(), Vec::new())]);
    }

    #[test]
    fn a_module_in_a_file_begins_its_paths_there() {
        let inner = "struct S; mod b { use super::S; use super::super::T; }";
        assert_eq!(arrows(&[("lib.rs", "mod a; struct T;"), ("a.rs", inner)]), ["a.rs > lib.rs"]);
    }

    #[test]
    fn a_macro_leads_to_where_it_is_written() {
        let written = "macro_rules! m { () => { $crate::b::f() } } pub(crate) use m;";
        assert_eq!(
            arrows(&[("lib.rs", "mod a; mod b;"), ("a.rs", written), ("b.rs", "use crate::a::m;")]),
            ["a.rs > b.rs", "b.rs > a.rs"]
        );
    }
}
