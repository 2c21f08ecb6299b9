use coroscope::drivers::simulation::simulate;
use coroscope::runtime::{Options, log};
use coroscope::saved::RunFile;

#[test]
fn a_run_is_a_file() {
    let trace = simulate(Options::default(), async { log("hello") });
    let file = RunFile::new(&trace, "hello").source(file!(), include_str!("save.rs"));
    let path = std::env::temp_dir().join("hello.coroscope");
    std::fs::write(path, file.to_bytes()).unwrap();
}
