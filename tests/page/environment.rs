//! What `cargo xtask test` says to the claims, in their environment.

use std::path::PathBuf;

use browser::Context;

/// Whether only those claims are looked at that want the machine for themselves.
pub fn is_wanted_alone() -> bool {
    std::env::var("COROSCOPE_ALONE").is_ok_and(|value| value == "only")
}

/// A setting that `cargo xtask test` has put into the environment.
pub fn setting(name: &str) -> String {
    std::env::var(name)
        .with_context(|| format!("{name} is not set: run `cargo xtask test --only page`"))
        .unwrap()
}

/// Where pictures and figures are left.
pub fn folder() -> PathBuf {
    std::env::var_os("COROSCOPE_PAGE_TESTS_OUT").map_or_else(std::env::temp_dir, PathBuf::from)
}
