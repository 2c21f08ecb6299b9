//! One file for each kind of work, done in both ways.

mod chain;
mod channel;
mod drawing;
mod holding;
mod painting;
mod sleepers;
mod spawning;
mod switches;
