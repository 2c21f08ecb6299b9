//! The headers of every response: what a static host should send too.

use http::{HeaderName, HeaderValue, header};

/// Only what the site itself carries may load or run; wasm may be compiled, nothing evaluated.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; \
    img-src 'self' data: blob:; \
    font-src 'self'; \
    connect-src 'self'; \
    worker-src 'self'; \
    manifest-src 'self'; \
    base-uri 'none'; \
    form-action 'none'; \
    frame-ancestors 'self'";

/// Name and value of each header. Without `isolation` those are missing that many static hosts
/// cannot send. With `is_live` the page is told that what it loads may change at any time.
pub fn all(isolation: bool, is_live: bool) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
    let always = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // A browser asks again each time, and the ETag makes the answer short.
        (header::CACHE_CONTROL, "no-cache"),
    ];
    // Together they isolate the page, which gives it finer clocks and shared memory.
    let isolating = [
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let isolating = isolating.into_iter().filter(move |_| isolation);
    // The one header that a page can read of itself.
    let live = is_live.then_some((HeaderName::from_static("server-timing"), "live"));
    let all = always.into_iter().chain(isolating).chain(live);
    all.map(|(name, value)| (name, HeaderValue::from_static(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_nothing_by_default_and_nothing_inline() {
        assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; script-src 'self'"));
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe-inline"));
        assert!(!CONTENT_SECURITY_POLICY.contains("'unsafe-eval'"));
    }

    #[test]
    fn only_an_isolated_site_sends_what_isolates() {
        let names =
            |isolation| all(isolation, false).map(|(name, _)| name.to_string()).collect::<Vec<_>>();
        assert!(names(true).iter().any(|name| name == "cross-origin-embedder-policy"));
        assert!(!names(false).iter().any(|name| name.starts_with("cross-origin")));
        assert!(names(false).iter().any(|name| name == "content-security-policy"));
    }

    #[test]
    fn only_a_live_site_says_so() {
        let says = |is_live| all(true, is_live).any(|(_, value)| value == "live");
        assert!(says(true) && !says(false));
    }

    #[test]
    fn the_policy_is_one_line_of_single_spaces() {
        assert!(!CONTENT_SECURITY_POLICY.contains("  ") && !CONTENT_SECURITY_POLICY.contains('\n'));
    }
}
