use std::time::Duration;

use coroscope::drivers::simulation::simulate;
use coroscope::runtime::{Options, gather, log, sleep, spawn};

async fn visit(name: &'static str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
    log(format!("{name} is there"));
}

#[test]
fn whoever_is_nearer_arrives_first() {
    let trace = simulate(Options::default(), async {
        gather([spawn(visit("Ada", 3600)), spawn(visit("Ben", 60))]).await;
    });
    assert_eq!(trace.output(), ["Ben is there", "Ada is there"]);
    assert_eq!(trace.last_us(), 3_600_000_000);
}
