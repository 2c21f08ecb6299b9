//! What cargo cannot express: build, serve, test.
fn main() {}
