use std::time::Duration;

use coroscope::drivers::browser;
use coroscope::runtime::{EventLoop, Options, TimeSource, log, sleep};
use coroscope::saved::RunFile;
use coroscope::timeline::RunTimeline;

async fn visit() {
    sleep(Duration::from_secs(1)).await;
    log("there");
}

fn start() {
    let event_loop = EventLoop::new(TimeSource::wall(), Options::default());
    browser::run(event_loop, visit(), |trace| {
        // Perfetto and speedscope open this,
        let _json = RunTimeline::of(&trace).trace_json(&trace, "my app");
        // and the page of Coroscope this.
        let _file = RunFile::new(&trace, "my app").to_bytes();
    });
}
