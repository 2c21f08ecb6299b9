//! A small language for traces made by hand.
