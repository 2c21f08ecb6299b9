//! Arguments for cargo that several checks share, so that nothing is compiled twice.

/// The package of the page and that of the claims about it. Separately they would have dependencies
/// with different features, so the library would be compiled twice.
pub const COROSCOPE: [&str; 4] = ["--package", "coroscope", "--package", "page-tests"];

/// The other tests are small: optimising them takes many times as long as running them without.
pub const NOT_OPTIMISED: [&str; 2] = ["--config", "profile.dev.package.coroscope.opt-level=0"];
