//! What cargo cannot express: build the page, serve it, test all of it.
//!
//! - [`wasm`] turns the crate into `www/pkg/`;
//! - [`serve`] shows `www/` to a browser and rebuilds when a source changes;
//! - [`mod@test`] runs every check there is;
//! - [`mod@format`] lays out what is written in it;
//! - [`mod@bench`] measures it beside its peers;
//! - [`screenshot`] takes pictures of it;
//! - [`tools`] finds or installs what the other parts call;
//! - [`usage`] tells wrong words from work that failed;
//! - [`project`], [`process`] and [`progress`] are what they all stand on.

pub mod bench;
pub mod cli;
pub mod format;
pub mod process;
pub mod progress;
pub mod project;
pub mod screenshot;
pub mod serve;
pub mod test;
pub mod tools;
pub mod usage;
pub mod wasm;
