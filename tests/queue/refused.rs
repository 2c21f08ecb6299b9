//! A database that is missing, refused, blocked or full gives an error with a sentence.

use coroscope::queue::{Counts, NewJob, Queue, QueueError};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{job, open, with_database};

#[wasm_bindgen(inline_js = "
    // Replaces the database of the browser, removes it, or lets it throw.
    const real = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    export function pretend(get) {
        Object.defineProperty(globalThis, 'indexedDB', { configurable: true, get });
    }
    export function mend() {
        if (real) Object.defineProperty(globalThis, 'indexedDB', real);
        else delete globalThis.indexedDB;
    }
    export function throwing(name) {
        return () => { throw new DOMException('not here', name); };
    }
    // A factory: all its requests fail with this error.
    export function failing(name) {
        const broken = Object.create(IDBFactory.prototype);
        broken.open = () => { throw new DOMException('not here', name); };
        return () => broken;
    }
    // A factory: another tab holds its databases open for a while.
    export function blocked() {
        const real = globalThis.indexedDB;
        const shared = Object.create(IDBFactory.prototype);
        shared.open = (name, version) => {
            const request = real.open(name, version);
            const blocked = new IDBVersionChangeEvent('blocked', { oldVersion: 0, newVersion: 1 });
            queueMicrotask(() => request.dispatchEvent(blocked));
            return request;
        };
        return () => shared;
    }
    // Opens a database in another version, and perhaps keeps it open.
    export function open_version(name, version, holds) {
        return new Promise((resolve, reject) => {
            const request = indexedDB.open(name, version);
            request.onupgradeneeded = () => {};
            request.onerror = () => reject(request.error);
            request.onsuccess = () => {
                if (!holds) request.result.close();
                resolve(request.result);
            };
        });
    }
    // Makes the database full: from now on, putting anything into it throws.
    export function fill() {
        const { add, put } = IDBObjectStore.prototype;
        const full = () => { throw new DOMException('no room', 'QuotaExceededError'); };
        Object.assign(IDBObjectStore.prototype, { add: full, put: full });
        return () => Object.assign(IDBObjectStore.prototype, { add, put });
    }
    // Makes the database full: from now on, transactions fail when they commit.
    export function fill_up() {
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (value) {
            const request = put.call(this, value);
            request.addEventListener('success', () => this.transaction.abort());
            return request;
        };
        return () => { IDBObjectStore.prototype.put = put; };
    }
    export function put_nonsense(database) {
        return new Promise((resolve, reject) => {
            const transaction = database.transaction('jobs', 'readwrite');
            transaction.objectStore('jobs').put({ due_ms: 0, state: 'queued' });
            transaction.oncomplete = resolve;
            transaction.onabort = () => reject(transaction.error);
        });
    }
")]
extern "C" {
    fn pretend(get: &Function);
    fn mend();
    fn throwing(name: &str) -> Function;
    fn failing(name: &str) -> Function;
    fn blocked() -> Function;
    fn open_version(name: &str, version: u32, holds: bool) -> Promise;
    fn fill() -> Function;
    fn fill_up() -> Function;
    fn put_nonsense(database: &JsValue) -> Promise;
}

async fn other_version(name: &str, version: u32, holds: bool) -> JsValue {
    JsFuture::from(open_version(name, version, holds)).await.expect("it opens")
}

#[wasm_bindgen_test]
async fn where_there_is_no_database_a_sentence_says_so() {
    pretend(&Function::new_no_args("return undefined"));
    let opened = Queue::open("coroscope-test-none").await;
    mend();
    assert_eq!(opened.err(), Some(QueueError::Unavailable));
}

#[wasm_bindgen_test]
async fn where_the_browser_refuses_a_database_a_sentence_says_so() {
    let mut errors = Vec::new();
    for broken in [throwing("SecurityError"), failing("SecurityError"), failing("UnknownError")] {
        pretend(&broken);
        errors.push(Queue::open("coroscope-test-refused").await.err());
        mend();
    }
    let other = QueueError::Other("not here (UnknownError)".to_owned());
    assert_eq!(errors, [Some(QueueError::Refused), Some(QueueError::Refused), Some(other)]);
}

#[wasm_bindgen_test]
async fn a_database_that_another_tab_holds_on_to_is_a_sentence_and_is_not_left_open() {
    with_database("blocked", async |name| {
        pretend(&blocked());
        let opened = Queue::open(&name).await;
        mend();
        assert_eq!(opened.err(), Some(QueueError::Blocked));
        // By now the other tab has closed the database, and no task here waits for it any more. If
        // it stayed open, this version could not be created, and the test would never end.
        other_version(&name, 2, false).await;
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_page_is_left_alone() {
    with_database("newer", async |name| {
        other_version(&name, 99, false).await;
        assert_eq!(Queue::open(&name).await.err(), Some(QueueError::Newer));
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_newer_page_need_not_wait_for_ours_to_close() {
    with_database("upgraded", async |name| {
        let queue = open(&name).await;
        other_version(&name, 99, false).await;
        assert_eq!(queue.counts().await, Err(QueueError::Closed));
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_full_database_says_so_and_keeps_what_it_has() {
    with_database("full", async |name| {
        let queue = open(&name).await;
        queue.enqueue(vec![job("a")], 0).await.expect("there is room");
        let mend = fill();
        let enqueued = queue.enqueue(vec![job("b")], 1).await;
        let claimed = queue.claim("worker", 50, 1).await;
        mend.call0(&JsValue::UNDEFINED).expect("it is mended");
        assert_eq!(enqueued, Err(QueueError::Full));
        assert_eq!(claimed, Err(QueueError::Full));
        assert_eq!(queue.counts().await, Ok(Counts { queued: 1, ..Counts::default() }));
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_claim_that_the_database_does_not_keep_is_no_claim() {
    with_database("uncommitted", async |name| {
        let queue = open(&name).await;
        queue.enqueue(vec![job("a")], 0).await.expect("there is room");
        let mend = fill_up();
        let claimed = queue.claim("worker", 50, 1).await;
        mend.call0(&JsValue::UNDEFINED).expect("it is mended");
        assert_eq!(claimed, Err(QueueError::Closed), "nobody said why");
        assert_eq!(queue.counts().await, Ok(Counts { queued: 1, ..Counts::default() }));
    })
    .await;
}

#[wasm_bindgen_test]
async fn of_many_jobs_that_do_not_all_fit_none_is_kept() {
    with_database("half", async |name| {
        let queue = open(&name).await;
        let jobs = (0..50).map(|x| NewJob { payload: x.to_string(), ..job("") }).collect();
        let enqueueing = queue.enqueue(jobs, 0);
        let filling = async {
            TimeoutFuture::new(1).await;
            fill()
        };
        let (enqueued, mend) = futures_lite::future::zip(enqueueing, filling).await;
        mend.call0(&JsValue::UNDEFINED).expect("it is mended");
        let counts = queue.counts().await.expect("the database answers");
        match enqueued {
            Ok(ids) => assert_eq!((ids.len(), counts.queued), (50, 50), "all were in before"),
            Err(error) => assert_eq!((error, counts), (QueueError::Full, Counts::default())),
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_record_that_somebody_else_wrote_is_a_sentence_and_clearing_helps() {
    with_database("damaged", async |name| {
        let queue = open(&name).await;
        let other = other_version(&name, 1, true).await;
        JsFuture::from(put_nonsense(&other)).await.expect("it is kept");
        assert_eq!(queue.claim("worker", 50, 1).await, Err(QueueError::Damaged));
        assert_eq!(queue.clear().await, Ok(()));
        queue.enqueue(vec![job("a")], 1).await.expect("there is room");
        super::claimed(&queue, "worker", 1).await;
        close(&other);
    })
    .await;
}

fn close(database: &JsValue) {
    let close = Reflect::get(database, &"close".into()).expect("it has one");
    close.unchecked_ref::<Function>().call0(database).expect("it closes");
    let _: &Object = database.unchecked_ref();
}
