//! Which claims about the page are looked at.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::shard::Shard;
use super::visible;
use crate::process::{self, Captured};

/// Which claims about the page are checked, and how.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// If given, only the claims in these files.
    pub files: Option<Vec<String>>,
    /// If given, only the claims in this share of them.
    pub shard: Option<Shard>,
    /// Whether the windows are shown.
    pub visible: bool,
}

impl Look {
    /// Runs the program of `tests/page/` with this choice in its environment. Its output goes to `file`
    /// as it comes.
    pub fn run(&self, file: &Path, command: &mut Command) -> Result<Captured> {
        self.set_environment(command);
        if self.visible { visible::run(command) } else { process::capture_to(file, command) }
    }

    fn set_environment(&self, command: &mut Command) {
        if let Some(files) = &self.files {
            command.env("COROSCOPE_CLAIMS", files.join(","));
        }
        if let Some(shard) = self.shard {
            command.env("COROSCOPE_SHARD", shard.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_told_which_claims() {
        let files = Some(vec!["chess".into(), "help".into()]);
        let mut command = Command::new("true");
        Look { files, shard: Some("2/3".parse().unwrap()), visible: false }
            .set_environment(&mut command);
        let variables: Vec<_> =
            command.get_envs().map(|(name, value)| (name, value.unwrap())).collect();
        assert!(
            variables.contains(&("COROSCOPE_CLAIMS".as_ref(), "chess,help".as_ref())),
            "{variables:?}"
        );
        assert!(variables.contains(&("COROSCOPE_SHARD".as_ref(), "2/3".as_ref())), "{variables:?}");
    }
}
