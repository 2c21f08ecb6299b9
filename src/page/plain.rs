//! Plain data for the page.

use js_sys::JSON;
use serde::Serialize;
use tsify::{Ts, Tsify};

use crate::json;

/// A plain JavaScript object of what Rust holds. One call that reads text makes objects faster
/// than a call for each of their properties does.
pub(super) fn plain<T: Serialize + Tsify>(value: &T) -> Ts<T> {
    // What is written here can be read, so this cannot fail.
    Ts::new_unchecked(JSON::parse(&json::text(value)).unwrap_or_default())
}
