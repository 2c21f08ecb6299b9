//! A program's lines as those of its listing in another language.

/// The lines of another listing that stand for those of a program, such as the same in Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinLines {
    file: String,
    /// A line of the program, and the one that stands for it.
    lines: Vec<(u32, u32)>,
}

impl TwinLines {
    /// Lines of `file`: each pair is a line of the program, and the one that stands for it.
    #[must_use]
    pub fn new(file: String, lines: Vec<(u32, u32)>) -> Self {
        Self { file, lines }
    }

    /// The file, and the line that stands for one of the program, if there is one.
    pub(super) fn of(&self, line: u32) -> Option<(&str, u32)> {
        let found = self.lines.iter().find(|(known, _)| *known == line);
        found.map(|(_, twin)| (self.file.as_str(), *twin))
    }
}
