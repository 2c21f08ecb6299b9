//! How the events of a trace become lanes, for different kinds of programs.

mod blocking;
mod cancelling;
mod generators;
mod greetings;
mod reading;
