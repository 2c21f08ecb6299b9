//! The files of claims in `tests/page/`, and what their text shows them to be about.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::project;

/// The text of each file in `tests/page/`, by its name without the extension.
#[derive(Debug)]
pub struct ClaimFiles {
    texts: BTreeMap<String, String>,
    /// The catalog of programs.
    catalog: String,
}

impl ClaimFiles {
    /// Reads the files of the checkout.
    pub fn read() -> Result<ClaimFiles> {
        let folder = project::root().join("tests/page");
        let context = || format!("cannot read {}", folder.display());
        let mut texts = BTreeMap::new();
        for entry in fs::read_dir(&folder).with_context(context)? {
            let path = entry.with_context(context)?.path();
            if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                texts.insert(name, fs::read_to_string(&path).with_context(context)?);
            }
        }
        let catalog = project::root().join("src/programs/mod.rs");
        let catalog = fs::read_to_string(&catalog)
            .with_context(|| format!("cannot read {}", catalog.display()))?;
        Ok(ClaimFiles { texts, catalog })
    }

    /// The files that have claims, in order.
    pub fn all(&self) -> Vec<String> {
        self.that(|text| text.contains("const CASES:"))
    }

    /// The file with this name, and the files that use something of it. A file without claims may be
    /// used by all.
    pub fn own(&self, name: &str) -> Vec<String> {
        let all = self.all();
        if self.texts.contains_key(name) && !all.iter().any(|file| file == name) {
            return all;
        }
        let using = self.that(|text| text.contains(&format!("crate::{name}::")));
        all.into_iter().filter(|file| file == name || using.contains(file)).collect()
    }

    /// The files that name a program by its module, id or title. All of them see the program that is
    /// chosen at first.
    pub fn about_program(&self, module: &str) -> Vec<String> {
        let line = self.catalog.lines().find(|line| line.contains(&format!("\" {module} \"")));
        let quoted: Vec<&str> = line.into_iter().flat_map(|line| line.split('"')).collect();
        if self.first_program() == Some(module) {
            return self.all();
        }
        let (id, words) = (module.replace('_', "-"), module.replace('_', " "));
        let names = [Some(module), Some(&*id), Some(&*words), quoted.get(3).copied()];
        let names: Vec<String> = names.into_iter().flatten().map(str::to_lowercase).collect();
        let all = self.all();
        let mut about = self.that(|text| {
            let text = text.to_lowercase();
            names.iter().any(|name| text.contains(name))
        });
        about.retain(|file| all.contains(file));
        about
    }

    fn first_program(&self) -> Option<&str> {
        let (_, catalog) = self.catalog.split_once("static CATALOG: &[Program] = programs! {")?;
        let line = catalog.lines().find(|line| line.trim_end().ends_with(';'))?;
        line.split_whitespace().nth(1)
    }

    fn that(&self, is_so: impl Fn(&str) -> bool) -> Vec<String> {
        let files = self.texts.iter().filter(|(_, text)| is_so(text));
        files.map(|(name, _)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> ClaimFiles {
        ClaimFiles::read().unwrap()
    }

    #[test]
    fn a_file_of_claims_is_told_from_what_helps_it() {
        let all = files().all();
        assert!(all.contains(&"cursor".to_owned()) && !all.contains(&"harness".to_owned()));
        assert_eq!(files().own("steps"), all, "what helps them all concerns them all");
    }

    #[test]
    fn a_file_concerns_itself_and_those_that_use_something_of_it() {
        let own = files().own("layout");
        assert!(own.contains(&"layout".to_owned()) && own.contains(&"help".to_owned()), "{own:?}");
        assert_eq!(files().own("chess"), ["chess"]);
        assert_eq!(files().own("gone"), [""; 0], "what is not there any more has no claims");
    }

    #[test]
    fn a_program_is_found_by_its_id_and_its_title() {
        let about = files().about_program("top_stories");
        assert!(about.contains(&"top_stories".to_owned()), "{about:?}");
        assert!(about.contains(&"offline".to_owned()), "{about:?}");
        assert!(!about.contains(&"chess".to_owned()), "{about:?}");
    }

    #[test]
    fn the_program_that_is_there_at_first_is_seen_by_all() {
        assert_eq!(files().first_program(), Some("greetings"));
        assert_eq!(files().about_program("greetings"), files().all());
    }
}
