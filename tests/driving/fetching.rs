//! Programs fetch over HTTP, and a request that no task waits for any more is aborted.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use coroscope::host::{FetchError, fetch_text, set_site};
use coroscope::runtime::trace::{End, On, What};
use coroscope::runtime::{log, timeout};
use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{run, start};

#[wasm_bindgen(inline_js = r#"
    // Notes the outcome of each request. The browser makes the requests; if `isSlow`, nobody gets an
    // answer before the request is aborted, however late the machine is.
    export function watch_requests(isSlow) {
        const fates = [];
        const fetch = globalThis.fetch;
        const aborted = (signal) => new Promise((_, fail) => {
            if (signal.aborted) fail(signal.reason);
            else signal.addEventListener("abort", () => fail(signal.reason));
        });
        globalThis.fetch = (url, options) => {
            const at = fates.push("under way") - 1;
            const asked = fetch(url, options);
            const answer = isSlow ? asked.then(() => aborted(options.signal)) : asked;
            answer.then((answer) => (fates[at] = String(answer.status)), (error) => (fates[at] = error.name));
            return answer;
        };
        return { fates, end: () => (globalThis.fetch = fetch) };
    }
"#)]
extern "C" {
    type Watch;
    fn watch_requests(is_slow: bool) -> Watch;
    #[wasm_bindgen(method, getter)]
    fn fates(this: &Watch) -> Array;
    #[wasm_bindgen(method)]
    fn end(this: &Watch);
}

impl Watch {
    /// The outcomes of the requests since this was made, once all have one.
    async fn over(self) -> Vec<String> {
        // An outcome that is wrong might come late.
        TimeoutFuture::new(50).await;
        loop {
            let fates: Vec<_> = self.fates().iter().filter_map(|fate| fate.as_string()).collect();
            if fates.iter().all(|fate| fate != "under way") {
                self.end();
                return fates;
            }
            TimeoutFuture::new(10).await;
        }
    }
}

/// The server of the tests serves the whole project.
fn use_the_site() {
    set_site("/www/");
}

#[wasm_bindgen_test]
async fn a_file_of_the_site_is_fetched_and_the_wait_for_it_recorded() {
    use_the_site();
    let trace = run(async {
        let text = fetch_text("data/sky.json").await;
        assert_eq!(text.as_deref(), Ok(include_str!("../../www/data/sky.json")));
        log("fetched");
    })
    .await;
    assert_eq!(trace.output(), ["fetched"]);
    let waits = trace.events().find_map(|event| match event.what {
        What::Waits(On::Host(name)) => Some(trace.text(name).to_owned()),
        _ => None,
    });
    assert_eq!(waits.as_deref(), Some("fetch data/sky.json"));
}

#[wasm_bindgen_test]
async fn a_name_that_is_not_there_is_a_404() {
    use_the_site();
    let trace = run(async {
        assert_eq!(fetch_text("data/missing.json").await, Err(FetchError::Status(404)));
        log("missing");
    })
    .await;
    assert_eq!(trace.output(), ["missing"]);
}

#[wasm_bindgen_test]
async fn an_address_that_is_none_is_an_error_and_no_panic() {
    use_the_site();
    let trace = run(async {
        let answer = fetch_text("http://[").await;
        assert!(matches!(answer, Err(FetchError::Failed(_))), "{answer:?}");
        log("refused");
    })
    .await;
    assert_eq!(trace.output(), ["refused"]);
}

#[wasm_bindgen_test]
async fn a_request_that_is_waited_for_is_not_aborted() {
    use_the_site();
    let requests = watch_requests(false);
    run(async { drop(fetch_text("data/sky.json").await) }).await;
    assert_eq!(requests.over().await, ["200"]);
}

#[wasm_bindgen_test]
async fn a_time_limit_that_strikes_aborts_the_request() {
    use_the_site();
    let requests = watch_requests(true);
    let trace = run(async {
        let answer = timeout(Duration::ZERO, fetch_text("data/sky.json")).await;
        log(if answer.is_err() { "too late" } else { "in time" });
    })
    .await;
    assert_eq!(trace.output(), ["too late"]);
    assert_eq!(requests.over().await, ["AbortError"]);
}

#[wasm_bindgen_test]
async fn stopping_a_run_aborts_its_requests() {
    use_the_site();
    let requests = watch_requests(true);
    let (sender, asked) = async_channel::bounded(1);
    // More than a browser sends to a server at a time: those that wait are aborted as well.
    let (running, ended) = start(async move {
        let mut requests: Vec<_> =
            (0..100).map(|_| Box::pin(fetch_text("data/sky.json"))).collect();
        poll_fn(|cx| {
            if !sender.is_closed() {
                requests.iter_mut().for_each(|request| drop(request.as_mut().poll(cx)));
                let _ = sender.try_send(());
                sender.close();
            }
            Poll::<()>::Pending
        })
        .await;
    });
    assert_eq!(asked.recv().await, Ok(()));
    running.stop();
    assert_eq!(ended.await.end(), Some(&End::Stopped));
    let fates = requests.over().await;
    assert_eq!(fates.len(), 100);
    assert!(fates.iter().all(|fate| fate == "AbortError"), "{fates:?}");
}
