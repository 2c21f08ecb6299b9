//! From figures to what people read: tables, goals, a page of plots, and data.

mod figures;
mod goals;
mod html;
mod json;
mod markdown;
mod page;
mod plots;
mod table;
mod text;
mod whole;

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

pub use figures::Figures;
pub use table::{Measured, Row, Series, Table, Unit};
pub use text::print as print_table;
pub use whole::Report;

impl Report {
    /// Prints the goals.
    pub fn print_goals(&self) {
        print!("{}", goals::text(&goals::all(&self.tables)));
    }

    /// Writes `bench.json`, `table.md` and `index.html` into a folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        let goals = goals::all(&self.tables);
        let json: Value = json::of(self, &goals);
        write(folder, "bench.json", &format!("{json:#}\n"))?;
        write(folder, "table.md", &markdown::of(self, &goals))?;
        write(folder, "index.html", &page::of(self, &goals)?)
    }

    /// How many contestants failed at something.
    pub fn failures(&self) -> usize {
        let rows = self.tables.iter().flat_map(|table| &table.rows);
        rows.filter(|row| matches!(row.measured, Measured::Failed(_))).count()
    }
}

fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    let path = folder.join(name);
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
