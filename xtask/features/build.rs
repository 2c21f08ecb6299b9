//! Nothing: cargo does not look at build dependencies without such a program.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
