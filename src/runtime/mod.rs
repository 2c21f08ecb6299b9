//! Coroutines on an event loop. This room knows no program, no page and no DOM.

pub mod trace;
