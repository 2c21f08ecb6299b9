//! What cargo cannot express: building, serving and testing the page.
//!
//! - [`wasm`] turns the crate into `www/pkg/`;
//! - [`python`] packs Python for those who bring a listing of their own;
//! - [`site`] turns `www/` into what is published;
//! - [`serve`] shows the page to a browser and rebuilds when a source changes;
//! - [`mod@test`] runs all checks;
//! - [`mod@format`] formats its sources;
//! - [`mod@bench`] measures it and its peers, [`recorders`] what it costs to record at home, and [`against`]
//!   has another revision beside it;
//! - [`screenshot`] takes pictures of it;
//! - [`tools`] finds or installs the programs that the other parts call;
//! - [`usage`] distinguishes errors in the command line from work that failed;
//! - [`project`], [`process`] and [`progress`] are used by all of them, and so are [`folder`] and [`gzip`].

pub mod against;
pub mod bench;
pub mod cli;
pub mod folder;
pub mod format;
pub mod gzip;
pub mod process;
pub mod progress;
pub mod project;
pub mod python;
pub mod recorders;
pub mod screenshot;
pub mod serve;
pub mod site;
pub mod test;
pub mod tools;
pub mod usage;
pub mod wasm;
