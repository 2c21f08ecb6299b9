//! The text of a listing, and what there is in it.

use std::path::Path;

use coroscope::programs::Program;
use coroscope::programs::params::Param;

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The listing of a program.
pub struct Listing {
    pub text: String,
}

impl Listing {
    /// That of this program, if it has one.
    pub fn of(program: &Program) -> Option<Self> {
        let path = repository().join(program.file).with_extension("py");
        std::fs::read_to_string(&path).ok().map(|text| Self { text })
    }

    /// Whether it can run a variant: it has a function with its name.
    pub fn defines(&self, variant: &str) -> bool {
        let starts = [format!("async def {variant}("), format!("def {variant}(")];
        self.text.lines().any(|line| starts.iter().any(|start| line.starts_with(start)))
    }

    /// Whether it has a constant with this name.
    pub fn has(&self, constant: &str) -> bool {
        self.constants().any(|name| name == constant)
    }

    /// The name of the constant that stands for a parameter, if it has one.
    pub fn constant(&self, param: &Param) -> Option<&str> {
        let name = param.name.to_uppercase();
        let is_it = |known: &&str| {
            known.strip_prefix(&name).is_some_and(|unit| ["", "_MS", "_S"].contains(&unit))
        };
        self.constants().find(is_it)
    }

    fn constants(&self) -> impl Iterator<Item = &str> {
        let assignments = self.text.lines().filter_map(|line| line.split_once(" = "));
        assignments.flat_map(|(names, _)| names.split(", "))
    }
}
