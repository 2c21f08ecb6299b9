//! The site's files without a network.

use std::future::poll_fn;
use std::task::Poll;

use super::error::FetchError;

const FILES: [(&str, &str); 4] = [
    ("data/garden.json", include_str!("../../../www/data/garden.json")),
    ("data/sky.json", include_str!("../../../www/data/sky.json")),
    ("data/harbour.json", include_str!("../../../www/data/harbour.json")),
    ("data/broken.json", include_str!("../../../www/data/broken.json")),
];

/// Returns after one turn of the loop, because no network responds at once.
pub(super) async fn get(url: &str) -> Result<String, FetchError> {
    let mut asked = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut asked, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
    let file = FILES.iter().find(|(name, _)| *name == url);
    file.map(|(_, text)| (*text).to_owned()).ok_or(FetchError::Status(404))
}
