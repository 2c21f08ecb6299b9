//! The browser's own `fetch`, on a page and in a worker alike.

use std::cell::RefCell;

use js_sys::{Error, JsString, Promise};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response, Url};

use super::error::FetchError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(url: &str, options: &RequestInit) -> Result<Promise, JsValue>;

    type ImportMeta;

    #[wasm_bindgen(method, getter)]
    fn url(this: &ImportMeta) -> String;

    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static IMPORT_META: ImportMeta;
}

thread_local! {
    static SITE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Sets the folder of the site, as an absolute address or relative to the glue. By default it is the
/// parent of the folder of the glue, as `www/` is the parent of `www/pkg/`.
pub fn set_site(folder: &str) {
    SITE.set(Some(folder.to_owned()));
}

/// Makes an address that is relative to the site's folder absolute. A worker would resolve it against
/// its own script.
fn absolute(url: &str) -> Result<String, JsValue> {
    let folder = SITE.with_borrow(Clone::clone);
    let folder = folder.as_deref().unwrap_or("../");
    let glue = IMPORT_META.with(ImportMeta::url);
    let site = Url::new_with_base(folder, &glue)?;
    Ok(Url::new_with_base(url, &site.href())?.href())
}

pub(super) async fn get(url: &str) -> Result<String, FetchError> {
    let request = Request::new().map_err(failed)?;
    let response = request.send(url).await.map_err(failed)?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let text = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
    Ok(text.as_string().unwrap_or_default())
}

/// A request. Dropping this aborts it, unless it is over.
struct Request(AbortController);

impl Request {
    fn new() -> Result<Self, JsValue> {
        AbortController::new().map(Self)
    }

    async fn send(&self, url: &str) -> Result<Response, JsValue> {
        let options = RequestInit::new();
        options.set_signal(Some(&self.0.signal()));
        JsFuture::from(fetch(&absolute(url)?, &options)?).await?.dyn_into()
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn failed(reason: JsValue) -> FetchError {
    let message = reason.dyn_ref::<Error>().map(Error::message);
    FetchError::Failed(
        message.map_or_else(|| "no reason given".to_owned(), |text: JsString| text.into()),
    )
}
